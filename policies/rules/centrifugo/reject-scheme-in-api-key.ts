import { authorizationScheme } from "../../../model/secret.ts";
import type { Value } from "../../../model/value.ts";
import { centrifugos, nameFor } from "../../centrifugo-services.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { roleValues } from "../../secret-roles.ts";

/** Finds keys that were pasted with their header's scheme. */
export const rejectSchemeInApiKey: Rule = {
  id: "reject-scheme-in-api-key",
  title: "The API key is the bare key",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Requests to /api are answered with 401, although backend and Centrifugo hold the same text.",
  fix: "Store the key without `apikey ` or `Bearer `; the backend puts the scheme into the header: `Authorization: apikey <key>` or `X-API-Key: <key>`.",
  source:
    "Centrifugo internal/middleware/auth.go: the header is split at its space, the second field is compared",
  proof: "observed",
  since: "0.1.0",
  check: (model) => {
    const fromSettings = centrifugos(model).flatMap((settings) =>
      ["HTTP_API_KEY", "GRPC_API_KEY"].flatMap((name) =>
        settings.settings
          .filter((setting) => setting.name === nameFor(settings, name))
          .flatMap((setting) => checkKey(settings.service.name, setting.value)),
      ),
    );
    const fromSecrets = roleValues(model)
      .filter(({ role, service }) => role === "API key" && service === "")
      .flatMap(({ value }) => checkKey("", value));
    return [...fromSettings, ...fromSecrets];
  },
};

function checkKey(service: string, value: Value<string>): Observation[] {
  const scheme = schemeOf(value);
  if (scheme === undefined) return [];
  const written = scheme === "apikey" ? "apikey" : "Bearer";
  return [
    violation(
      service,
      value.origin,
      `The API key (${value.origin.label}) begins with "${written} ", which is part of the header and not of the key.`,
    ),
  ];
}

function schemeOf(value: Value<string>): ReturnType<typeof authorizationScheme> {
  if (value.state === "secret") return value.traits.authorizationScheme;
  return value.state === "known" ? authorizationScheme(value.value) : undefined;
}
