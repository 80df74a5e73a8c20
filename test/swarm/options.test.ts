import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proveDelivery } from "../../doctor/proof.ts";
import { inTask } from "../support/container.ts";
import { docker, namesOf } from "../support/docker.ts";
import { expectQuiet } from "../support/expect-quiet.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

/** Options of Centrifugo that other services have to follow: ports, prefixes, times, secrets. */
const centrifugo = {
  http_server: { port: 8100, internal_port: "9100" },
  http_api: { handler_prefix: "/internal/api" },
  health: { handler_prefix: "/healthz" },
  websocket: { handler_prefix: "/ws" },
  engine: { redis: { prefix: "team-a" } },
  shutdown: { timeout: "5s" },
  admin: { enabled: true },
  channel: { namespaces: [{ name: "feed", allow_subscribe_for_client: true }] },
};
const password = randomBytes(24).toString("hex");
const adminSecret = randomBytes(24).toString("hex");

let stack: TestStack;

beforeAll(async () => {
  stack = await createTestStack({ centrifugo });
  for (const [option, value] of [
    ["password", password],
    ["secret", adminSecret],
  ] as const) {
    const args = ["config", "set", "--secret", "--path", `centrifugo.admin.${option}`, value];
    const { exitCode, output } = await stack.pulumi(args);
    expect(exitCode, output).toBe(0);
  }
  await stack.up();
});
afterAll(async () => {
  await stack?.dispose();
});

test("a message travels through ports and paths of a team's own", async () => {
  const report: string[] = [];
  const { websocketUrl, apiUrl } = await stack.outputs();
  expect(websocketUrl).toMatch(/\/ws$/);
  expect(apiUrl).toMatch(/:9100\/internal\/api$/);
  const { ok } = await proveDelivery(await stack.doctorTarget(), (line) => report.push(line));
  expect(ok, report.join("\n")).toBe(true);
});

test("a second preview has nothing to change, and the policy pack nothing to say", () => expectQuiet(stack));

test("an encrypted option reaches Centrifugo", async () => {
  const login = (given: string) =>
    inTask(
      `${stack.name}_centrifugo`,
      `wget -q -O - --post-data 'password=${given}' http://127.0.0.1:9100/admin/auth`,
    );
  expect((await login(password)).output).toMatch(/"token"/);
  expect((await login("another")).ok).toBe(false);
});

test("and it stands nowhere in the open", async () => {
  const seen = [
    await docker("service", "inspect", ...(await namesOf("service", `${stack.name}_`))),
    await docker("config", "inspect", ...(await namesOf("config", `${stack.name}_`))),
    (await stack.pulumi(["stack", "export"])).output,
    (await stack.pulumi(["preview", "--diff"])).output,
  ].join("\n");
  for (const secret of [password, adminSecret]) {
    for (const form of [secret, Buffer.from(secret).toString("base64").slice(0, 40)]) {
      expect(seen.includes(form)).toBe(false);
    }
  }
});
