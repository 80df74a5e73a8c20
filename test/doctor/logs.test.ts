import { expect, test } from "vitest";
import type { Check } from "../../doctor/check.ts";
import { logErrors } from "../../doctor/checks/logs/errors.ts";
import { logSettings } from "../../doctor/checks/logs/settings.ts";
import { type DoctorContext, doctorContext } from "../../doctor/doctor-context.ts";
import { readEntry } from "../../doctor/facts/logs.ts";

/** As `openssl rand -hex 32` makes them. */
const secret = "4b1f".repeat(16);

/** What a check says where Centrifugo has just written one line. */
async function judge(check: Check<DoctorContext>, line: Readonly<Record<string, string>>) {
  const entry = readEntry(JSON.stringify({ time: new Date().toISOString(), ...line }));
  const services = { centrifugo: "app_centrifugo" };
  const context = doctorContext({
    channels: [],
    swarm: { services, replicas: 1, network: "app_default", image: "centrifugo/centrifugo:v6" },
  });
  if (context.facts === undefined) throw new Error("a target with a Swarm has no facts");
  const logs = async () => new Map([["task", [entry]]]);
  return check.run({ ...context, facts: { ...context.facts, logs } });
}

test("the last error is told in one line, without what may be a secret", async () => {
  const error = `dial redis://default:${secret}@redis:6379\nno route for ${secret}`;
  const outcome = await judge(logErrors, { level: "error", message: "error in broker", error });
  expect(outcome).toMatchObject({
    status: "fail",
    seen: "1, the last: error in broker: dial … no route for …",
  });
  expect(JSON.stringify(outcome)).not.toContain(secret);
});

test.each([
  [
    "CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET",
    "the variable CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET:",
  ],
  [`CENTRIFUGO_${secret}`, "the variable …:"],
])("the ignored variable %s is told as %s", async (name, told) => {
  const outcome = await judge(logSettings, {
    level: "warn",
    message: "unknown var in environment",
    var: name,
  });
  expect(outcome).toMatchObject({ status: "fail", cause: expect.stringContaining(told) });
});

test.each([
  ["hmac_secret_key", "the key hmac_secret_key of"],
  [secret, "the key … of"],
])("the ignored key %s is told as %s", async (key, told) => {
  const message = "unknown key in configuration file";
  const outcome = await judge(logSettings, { level: "warn", message, key });
  expect(outcome).toMatchObject({ status: "fail", cause: expect.stringContaining(told) });
});
