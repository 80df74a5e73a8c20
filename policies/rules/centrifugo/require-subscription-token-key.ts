import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isOn, placeOf, readOption } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { hasVerifier } from "../../token-verifier.ts";

const enabledKey = "client.subscription_token.enabled";

/** Finds a separate verifier for subscription tokens that has no key. */
export const requireSubscriptionTokenKey: Rule = {
  id: "require-subscription-token-key",
  title: "A separate verifier of subscription tokens has a key",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Clients connect, and every subscription with a token fails with error 103 (permission denied).",
  fix: "Set `client.subscription_token.hmac_secret_key` too, or leave `client.subscription_token.enabled` off: then subscription tokens are verified with the keys of `client.token`.",
  source:
    "Centrifugo internal/app/run.go: the second verifier gets only the options of client.subscription_token",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const enabled = readOption(settings, enabledKey);
  if (enabled.text !== undefined && !isOn(enabled)) return [];
  const verifier = hasVerifier(settings, "client.subscription_token");
  if (verifier === true) return [];
  if (enabled.text === undefined || verifier === undefined) {
    const message = `Whether service ${service.name} has a key for subscription tokens, or needs one, is not known here.`;
    return [notCheckable(service.name, enabled.origin, message)];
  }
  const message = `Service ${service.name} verifies subscription tokens on their own (${placeOf(enabled)}), and none of the keys of client.subscription_token is set.`;
  return [violation(service.name, enabled.origin, message)];
}
