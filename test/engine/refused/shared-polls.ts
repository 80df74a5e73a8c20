import { namespace, type Refused } from "./document.ts";

const poll = "require-consistent-shared-poll";

/** Faults of shared polls. */
export const sharedPollFaults: readonly Refused[] = [
  {
    fault: "a shared poll without its key",
    by: poll,
    config: namespace({ subscription_type: "shared_poll" }),
  },
  ...["", "versionless"].map((mode) => ({
    fault: `a shared poll that publishes in the mode "${mode}"`,
    by: poll,
    config: {
      ...namespace(
        { subscription_type: "shared_poll", shared_poll: { mode, publish_enabled: true } },
        { proxy: { shared_poll_refresh: { endpoint: "http://backend:3000" } } },
      ),
      shared_poll: { hmac_secret_key: "fixture-shared-poll-key-5a4b3c2d1e0f" },
    },
  })),
  {
    fault: "an unknown mode of a shared poll",
    by: "schema",
    config: {
      ...namespace(
        { subscription_type: "shared_poll", shared_poll: { mode: "fast" } },
        { proxy: { shared_poll_refresh: { endpoint: "http://backend:3000" } } },
      ),
      shared_poll: { hmac_secret_key: "fixture-shared-poll-key-5a4b3c2d1e0f" },
    },
  },
];
