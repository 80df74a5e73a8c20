import { expect, test } from "vitest";
import { summaryText } from "../../setup/summary.ts";

const summary = {
  stack: "prod",
  outputs: {
    websocketUrl: "wss://realtime.example.org/connection/websocket",
    apiUrl: "http://prod_centrifugo:9000/api",
    services: { centrifugo: "prod_centrifugo", redis: "prod_redis" },
    networks: { backend: "prod_backend" },
    secrets: { tokenSecret: "prod_token-secret", apiKey: "prod_api-key" },
    swarmId: "swarm",
  },
  stackFile: "Pulumi.prod.yaml",
  authorityFile: undefined,
  passphraseFile: undefined,
};

test("a certificate of the test environment is said to be one, with the setting for a real one", () => {
  const line = summaryText({ ...summary, staging: true })
    .split("\n")
    .find((one) => one.includes("which no browser trusts"));
  expect(line).toContain("`staging: false` below `tls.acme` in Pulumi.prod.yaml, then STACK=prod make up");
  expect(summaryText(summary)).not.toContain("staging");
});
