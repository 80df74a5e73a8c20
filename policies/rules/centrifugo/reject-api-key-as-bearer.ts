import type { Service, StackModel } from "../../../model/model.ts";
import { authorizationScheme } from "../../../model/secret.ts";
import { clear, type Value } from "../../../model/value.ts";
import { callsCentrifugo, commandsIn, isApiVariable } from "../../api-calls.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Bearer headers in calls of the HTTP API. */
export const rejectApiKeyAsBearer: Rule = {
  id: "reject-api-key-as-bearer",
  title: "The API key is not sent as Bearer",
  severity: "error",
  systems: ["centrifugo", "backend"],
  symptom: "Requests to /api are answered with 401; the key itself is right.",
  fix: "Send `Authorization: apikey <key>` or `X-API-Key: <key>`.",
  source: "Centrifugo internal/middleware/auth.go: only the scheme apikey is accepted",
  proof: "observed",
  since: "0.1.0",
  check: (model) =>
    model.services.flatMap((service) => [
      ...checkCommands(service, model),
      ...checkVariables(service, model),
    ]),
};

const bearerHeader = /authorization["']?\s*[:=]\s*["']?bearer\b|--oauth2-bearer\b/i;

function checkCommands(service: Service, model: StackModel): Observation[] {
  return [
    ["command", [...service.command, ...service.args]] as const,
    ["health check", service.healthcheck] as const,
  ].flatMap(([what, words]) => {
    const text = words.map((word) => clear(word) ?? "").join(" ");
    if (!callsWithBearer(text, service, model)) return [];
    const origin = (words.find((word) => bearerHeader.test(clear(word) ?? "")) ?? words[0])?.origin;
    return [
      violation(
        service.name,
        origin ?? service.origin,
        `The ${what} of service ${service.name} sends Centrifugo's API key as Bearer.`,
      ),
    ];
  });
}

/** In Centrifugo's own service a Bearer header is meant for the backend that it calls. */
function checkVariables(service: Service, model: StackModel): Observation[] {
  if (service.system === "centrifugo") return [];
  return [...service.env].flatMap(([name, value]) => {
    const text = clear(value) ?? "";
    if (!holdsBearer(name, value) && !callsWithBearer(text, service, model)) return [];
    return [
      violation(service.name, value.origin, `${value.origin.label} sends Centrifugo's API key as Bearer.`),
    ];
  });
}

function callsWithBearer(text: string, service: Service, model: StackModel): boolean {
  return commandsIn(text).some(
    (command) => bearerHeader.test(command) && callsCentrifugo(command, service, model),
  );
}

function holdsBearer(name: string, value: Value<string>): boolean {
  if (!isApiVariable(name)) return false;
  if (value.state === "secret") return value.traits.authorizationScheme === "bearer";
  const text = clear(value) ?? "";
  return authorizationScheme(text) === "bearer" || /^bearer$/i.test(text.trim()) || bearerHeader.test(text);
}
