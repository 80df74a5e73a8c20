import { type CheckOutcome, fail } from "../../check.ts";
import type { SwarmTarget } from "../../doctor-target.ts";
import type { ApiAnswer } from "../../inside/api-answers.ts";
import { errorOf } from "./body.ts";
import type { ApiSettings } from "./settings.ts";

/** Says why a call of the API was not answered as it should be. */
export function refusedInfo(
  { status, body, address }: ApiAnswer,
  target: SwarmTarget,
  settings: ApiSettings | undefined,
): CheckOutcome {
  const place = `${address}:${target.apiPort ?? 9000}`;
  const expected = "200 with a result";
  const error = errorOf(body);
  if (status === 0)
    return fail({
      expected,
      seen: `no answer at ${place}`,
      cause: `Centrifugo does not listen on port ${target.apiPort ?? 9000}${elsewhere(settings?.port, "")}, or is just starting.`,
      fix: `Set http_server.internal_port to ${target.apiPort ?? 9000}; see "serving" in docker service logs ${target.services.centrifugo}`,
    });
  if (status === 401)
    return fail({
      expected,
      seen: `401 at ${place}`,
      cause: `Centrifugo has another API key than ${placeText(target.apiKey)}, or none at all.`,
      fix: "Deploy again, so that both get the value of apiKey.",
      page: "docs/rules/require-api-key.md",
    });
  if (status === 404)
    return fail({
      expected,
      seen: `404 at ${place}${target.apiPrefix ?? "/api"}`,
      cause: whyNotFound(settings),
      fix: "Look at http_api.handler_prefix, http_api.disabled and http_server.internal_port.",
    });
  if (error !== undefined)
    return fail({
      expected,
      seen: `${status} with the error ${error.code} ${error.message} at ${place}`,
      cause: `The API answers with error ${error.code} (${error.message}).`,
      fix: `What it means: centrifugo-swarm doctor explain ${error.code}`,
    });
  return fail({
    expected,
    seen: `${status} at ${place}`,
    cause: "Something else than Centrifugo answers there.",
    fix: "Look at what listens on this port.",
  });
}

function whyNotFound(settings: ApiSettings | undefined): string {
  if (settings?.disabled === true) return "The HTTP API is switched off (http_api.disabled).";
  if (settings?.external === true)
    return "The API is served on the port for clients (http_api.external), where strangers reach it, and not inside.";
  return `The API is served under another path or port${elsewhere(settings?.prefix, "the path ")}, or is disabled.`;
}

function elsewhere(known: string | undefined, what: string): string {
  return known ? ` (by its settings ${what}${known})` : "";
}

function placeText(place: SwarmTarget["apiKey"]): string {
  if (place === undefined) return "is known here";
  if ("value" in place) return "the variable in its service says";
  return "secret" in place ? `the Swarm secret ${place.secret}` : `${place.variable} in ${place.path}`;
}
