import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { withPlainTraefik } from "./plain-traefik.ts";
import { openClient, statusOf } from "./raw-client.ts";
import { testKey, withCentrifugo } from "./run-centrifugo.ts";

const settings = { client: { token: { hmac_secret_key: testKey } }, health: { enabled: true } };

/** What comes through a Traefik that speaks this scheme to Centrifugo. */
const through = (scheme: string) =>
  withCentrifugo(settings, ({ port: backend }) =>
    withPlainTraefik({ backend: `${scheme}://127.0.0.1:${backend}` }, async ({ port }) => {
      // A router that is not there yet answers 404.
      while ((await statusOf(port, "/health")) === 404) await sleep(20);
      const client = await openClient(port, { token: await connectionToken(testKey, "user") });
      client.close();
      return { health: await statusOf(port, "/health"), opened: typeof client.first === "object" };
    }),
  );

test("require-http-backend: https is 500 for everything, h2c for everything but websockets", async () => {
  expect(await through("http")).toEqual({ health: 200, opened: true });
  expect(await through("https")).toEqual({ health: 500, opened: false });
  expect(await through("h2c")).toEqual({ health: 500, opened: true });
});
