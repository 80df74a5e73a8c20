import { afterAll, beforeAll, expect, test } from "vitest";
import { proveDelivery } from "../../doctor/proof.ts";
import { root } from "../../setup/project.ts";
import { inTask } from "../support/container.ts";
import { docker, namesOf } from "../support/docker.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

let stack: TestStack;

beforeAll(async () => {
  stack = await createTestStack();
  await stack.up();
});
afterAll(async () => {
  await stack?.dispose();
});

/** The proof of `make up`; its report is the message when it fails. */
async function expectDelivery(): Promise<void> {
  const report: string[] = [];
  const { ok } = await proveDelivery(await stack.doctorTarget(), (line) => report.push(line));
  expect(ok, report.join("\n")).toBe(true);
}

const running = async (service: string) => {
  const args = ["--filter", "desired-state=running", "--format", "{{.CurrentState}}"];
  const states = await docker("service", "ps", `${stack.name}_${service}`, ...args);
  return states.split("\n").filter((state) => state.startsWith("Running")).length;
};

test("after `pulumi up` every task runs", async () => {
  expect(await running("centrifugo")).toBe(2);
  expect(await running("redis")).toBe(1);
  expect(await running("traefik")).toBe(1);
  expect(await running("socket-proxy")).toBe(1);
});

test("a published message reaches the official client on every node", expectDelivery);

test("a second preview has nothing to change", async () => {
  const { exitCode, output } = await stack.pulumi(["preview", "--expect-no-changes"]);
  expect(exitCode, output).toBe(0);
});

test("a preview that reads everything back from Docker has nothing to change either", async () => {
  const { exitCode, output } = await stack.pulumi(["preview", "--refresh", "--expect-no-changes"]);
  expect(exitCode, output).toBe(0);
});

test("our own policy pack has nothing against our own stack", async () => {
  const { exitCode, output } = await stack.pulumi(["preview", "--policy-pack", `${root}/policies`]);
  expect(exitCode, output).toBe(0);
  expect(output).not.toMatch(/\[mandatory\]|\[advisory\]/);
});

test("no service, config or state shows a secret", async () => {
  const { tokenSecret, apiKey, redisPassword = "", certificateKey } = await stack.config();
  const keyLine = certificateKey?.split("\n")[1] ?? "";
  const services = await namesOf("service", `${stack.name}_`);
  const configs = await namesOf("config", `${stack.name}_`);
  const secrets = await namesOf("secret", `${stack.name}_`);
  expect([services.length, configs.length, secrets.length]).toEqual([4, 5, 6]);
  const seen = [
    await docker("service", "inspect", ...services),
    await docker("config", "inspect", ...configs),
    await docker("secret", "inspect", ...secrets),
    (await stack.pulumi(["stack", "export"])).output,
    (await stack.pulumi(["stack", "output"])).output,
  ].join("\n");
  for (const secret of [tokenSecret, apiKey, redisPassword, keyLine]) {
    expect(secret.length).toBeGreaterThan(30);
    for (const form of [secret, Buffer.from(secret).toString("base64").slice(0, 40)]) {
      expect(seen.includes(form)).toBe(false);
    }
  }
});

test("the socket proxy lets Traefik read what it needs, and nothing else", async () => {
  const ask = async (request: string) => {
    const url = `http://${stack.name}_socket-proxy:2375`;
    return (await inTask(`${stack.name}_traefik`, `wget -S -O /dev/null ${request.replace("URL", url)}`))
      .output;
  };
  for (const path of ["/_ping", "/version", "/v1.41/services", "/tasks", "/v1.41/networks"]) {
    expect(await ask(`URL${path}`), path).toMatch(/HTTP\/1\.1 200/);
  }
  for (const path of [
    "/containers/json",
    "/secrets",
    "/v1.41/configs",
    "/services/x/logs",
    "/info",
    "/x/version",
  ]) {
    expect(await ask(`URL${path}`), path).toMatch(/403/);
  }
  expect(await ask("--post-data '{}' URL/services/create")).toMatch(/403/);
  expect(await ask("--post-data '{}' URL/version")).toMatch(/403/);
});

test("Redis answers nobody without a password, and Centrifugo's user only about its own keys", async () => {
  const { redisPassword = "" } = await stack.config();
  const redis = async (user: string, password: string, command: string) =>
    (
      await inTask(
        `${stack.name}_redis`,
        `${user && `REDISCLI_AUTH=${password} `}redis-cli ${user && `--user ${user}`} ${command}`,
      )
    ).output;
  expect(await redis("", "", "ping")).toMatch(/NOAUTH/);
  expect(await redis("centrifugo", "wrong", "ping")).toMatch(/WRONGPASS|NOAUTH/);
  expect(await redis("default", "wrong", "ping")).toMatch(/WRONGPASS|NOAUTH/);
  expect(await redis("centrifugo", redisPassword, "ping")).toBe("PONG");
  expect(await redis("centrifugo", redisPassword, "set other 1")).toMatch(/NOPERM/);
  expect(await redis("centrifugo", redisPassword, "config get dir")).toMatch(/NOPERM/);
  expect(await redis("health", "none", "ping")).toBe("PONG");
  expect(await redis("health", "none", "get centrifugo.x")).toMatch(/NOPERM/);
});

test("a changed setting is rolled out, and its old config is gone", async () => {
  const before = await namesOf("config", `${stack.name}_centrifugo-config`);
  await stack.configure({ allowedOrigins: ["https://other.localhost"] });
  await stack.up();
  const after = await namesOf("config", `${stack.name}_centrifugo-config`);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  // The proof upgrades with the new Origin, which the old configuration would have refused.
  await expectDelivery();
});

test("a broken image is rolled back, the same up tries again, and going back leaves all equal", async () => {
  const broken = { centrifugo: "lab.invalid/centrifugo:v9.9.9" };
  await stack.configure({ images: broken });
  const image = () =>
    docker(
      "service",
      "inspect",
      "--format",
      "{{.Spec.TaskTemplate.ContainerSpec.Image}}",
      `${stack.name}_centrifugo`,
    );
  const good = await image();
  for (const attempt of ["first", "second"]) {
    const { exitCode, output } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
    expect(exitCode, attempt).not.toBe(0);
    expect(output).toContain("rollback completed");
    expect(await image()).toBe(good);
    expect(await running("centrifugo")).toBe(2);
  }
  await stack.configure({ images: undefined });
  await stack.up();
  const { exitCode, output } = await stack.pulumi(["preview", "--refresh", "--expect-no-changes"]);
  expect(exitCode, output).toBe(0);
  await expectDelivery();
});

test("destroy leaves no service, network or config, and keeps Redis' data", async () => {
  const { exitCode, output } = await stack.pulumi(["destroy", "--yes"]);
  expect(exitCode, output).toBe(0);
  for (const kind of ["service", "network", "config"] as const) {
    expect(await namesOf(kind, `${stack.name}_`), kind).toEqual([]);
  }
  expect(await namesOf("volume", `${stack.name}_`)).toEqual([`${stack.name}_redis-data`]);
});
