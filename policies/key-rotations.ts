import type { Check } from "./entry-checks.ts";

/** Groups of options with `hmac_secret_key` and `hmac_previous_secret_key`. */
export const keyRotations = ["client.token", "client.subscription_token", "shared_poll"] as const;

/** The keys for subscriptions count only where they are switched on. */
export function tokenRotations(key: (typeof keyRotations)[number], check: Check): Check {
  return (options) =>
    key === "client.subscription_token" && !options.isOn("enabled") ? undefined : check(options);
}
