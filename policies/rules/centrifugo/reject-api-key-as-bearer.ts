import type { Service } from "../../../model/model.ts";
import { authorizationScheme } from "../../../model/secret.ts";
import { clear, type Value } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

export const rejectApiKeyAsBearer: Rule = {
  id: "reject-api-key-as-bearer",
  title: "The API key is not sent as Bearer",
  severity: "error",
  systems: ["centrifugo", "other"],
  symptom: "Requests to /api are answered with 401; the key itself is right.",
  fix: "Send `Authorization: apikey <key>` or `X-API-Key: <key>`.",
  source: "Centrifugo internal/middleware/auth.go: only the scheme apikey is accepted",
  check: (model) =>
    model.services.flatMap((service) => [...checkCommands(service), ...checkVariables(service)]),
};

/** Parts of a request to Centrifugo's API: a command is only ours to judge where it shows one of them. */
const apiRequest =
  /centrifugo|\/api\/(publish|broadcast|subscribe|unsubscribe|disconnect|refresh|presence|history|info|channels|rpc|batch)\b/i;
const bearerHeader = /authorization["']?\s*[:=]\s*["']?bearer\b/i;

function checkCommands(service: Service): Observation[] {
  return [
    ["command", [...service.command, ...service.args]] as const,
    ["health check", service.healthcheck] as const,
  ].flatMap(([what, words]) => {
    const text = words.map((word) => clear(word) ?? "").join(" ");
    if (!bearerHeader.test(text) || !(service.system === "centrifugo" || apiRequest.test(text))) return [];
    const origin = { label: `${what} of service ${service.name}` };
    return [
      violation(
        service.name,
        origin,
        `The ${what} of service ${service.name} calls Centrifugo's API with "Authorization: Bearer".`,
      ),
    ];
  });
}

/** In Centrifugo's own service a Bearer header is meant for the backend that it calls. */
function checkVariables(service: Service): Observation[] {
  if (service.system === "centrifugo") return [];
  return [...service.env].flatMap(([name, value]) => {
    if (!sendsBearer(name, value)) return [];
    return [
      violation(service.name, value.origin, `${value.origin.label} sends Centrifugo's API key as Bearer.`),
    ];
  });
}

function sendsBearer(name: string, value: Value<string>): boolean {
  const isOurs = /CENTRIFUGO/i.test(name) && !/JWT|TOKEN/i.test(name);
  if (value.state === "secret") return isOurs && value.traits.authorizationScheme === "bearer";
  const text = clear(value) ?? "";
  if (isOurs && (authorizationScheme(text) === "bearer" || /^bearer$/i.test(text.trim()))) return true;
  return bearerHeader.test(text) && (isOurs || apiRequest.test(text));
}
