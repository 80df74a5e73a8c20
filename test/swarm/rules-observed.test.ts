import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTask } from "../support/container.ts";
import { docker } from "../support/docker.ts";
import { freePorts } from "../support/free-ports.ts";
import {
  imageOf,
  plainServices,
  saidBy,
  statesOf,
  until,
  untilFailed,
  untilRunning,
} from "./plain-services.ts";

/** What the pages of the rules on Swarm call "observed": one real engine, and services that mostly sleep. */
const { prefix, create, dispose } = plainServices();
const image = imageOf("centrifugo");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rules-observed-"));
});
afterAll(async () => {
  await dispose();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** They wait for the Swarm most of the time, each for services of its own. */
describe.concurrent("on a real Swarm", () => {
  test("stop-host-ports-first: the new task waits for the port of the old one for ever", async () => {
    const [first = 0, second = 0] = await freePorts(2);
    const updated = async (order: string, port: number) => {
      const publish = `mode=host,published=${port},target=80`;
      const name = await create(order, ["--publish", publish, "--update-order", order, image]);
      await untilRunning(name);
      await docker("service", "update", "--quiet", "--detach", "--force", name);
      return name;
    };
    const [stuck, mended] = await Promise.all([updated("start-first", first), updated("stop-first", second)]);
    await untilFailed(stuck, "Pending", "host-mode port already in use");
    await until(
      () => statesOf(mended),
      (states) => states.join() === "Running,Shutdown",
    );
    expect(await statesOf(stuck)).toEqual(["Pending", "Running"]);
  });

  test("reject-ingress-with-dnsrr: the engine refuses the service", async () => {
    const flags = ["--endpoint-mode", "dnsrr", "--publish", "published=18080,target=80", image];
    const { ok, text } = await saidBy(
      "service",
      "create",
      "--detach",
      "--name",
      `${prefix}-ingress`,
      ...flags,
    );
    expect(ok).toBe(false);
    expect(text).toContain("port published with ingress mode can't be used with dnsrr mode");
  });

  test("limit-file-size: the engine refuses what is empty or too large, and takes one byte less", async () => {
    const made = async (kind: "config" | "secret", bytes: number) => {
      const path = await fileOf(`${kind}-${bytes}`, "a".repeat(bytes));
      return (await saidBy(kind, "create", `${prefix}-${kind}-${bytes}`, path)).ok;
    };
    expect(await made("secret", 500 * 1024)).toBe(false);
    expect(await made("secret", 500 * 1024 - 1)).toBe(true);
    expect(await made("config", 1000 * 1024)).toBe(false);
    expect([await made("secret", 0), await made("config", 0)]).toEqual([false, false]);
  });

  test("write-file-mode-in-octal, make-secrets-readable: a program of uid 1000 reads what it may", async () => {
    const mounts = {
      "decimal-400": { mode: 400, uid: "1000" },
      "decimal-644": { mode: 644, uid: "1000" },
      "of-root-0400": { mode: 0o400 },
      "own-0400": { mode: 0o400, uid: "1000" },
      "all-0444": { mode: 0o444 },
    };
    const names = Object.keys(mounts);
    await fileOf("value.txt", "read");
    const stack = {
      version: "3.8",
      services: {
        reader: {
          image,
          command: ["sleep", "1000"],
          secrets: Object.entries(mounts).map(([name, more]) => ({ source: name, target: name, ...more })),
          deploy: { endpoint_mode: "dnsrr" },
        },
      },
      secrets: Object.fromEntries(names.map((name) => [name, { file: "./value.txt" }])),
    };
    const path = await fileOf("modes.yaml", JSON.stringify(stack));
    await docker("stack", "deploy", "--detach=true", "-c", path, `${prefix}-modes`);
    const service = `${prefix}-modes_reader`;
    await untilRunning(service);
    const read = async (name: string) => (await inTask(service, `cat /run/secrets/${name}`)).output;
    const results = await Promise.all(names.map(async (name) => [name, await read(name)]));
    const denied = expect.stringContaining("Permission denied");
    expect(Object.fromEntries(results)).toEqual({
      // 0620: its owner may read, and so it works by luck.
      "decimal-400": "read",
      // 0204: the owner may only write.
      "decimal-644": denied,
      "of-root-0400": denied,
      "own-0400": "read",
      "all-0444": "read",
    });
    const { output } = await inTask(service, "stat -c %a /run/secrets/decimal-400 /run/secrets/decimal-644");
    expect(output.split("\n")).toEqual(["620", "204"]);
  });

  test("require-health-check: a task that serves nothing counts as running, unless somebody asks", async () => {
    const ask = "wget -q -O /dev/null http://127.0.0.1:8000/health";
    const health = ["--health-cmd", ask, "--health-interval", "1s", "--health-retries", "30"];
    const [without, asked] = await Promise.all([
      create("unasked", [image]),
      create("asked", [...health, image]),
    ]);
    await untilRunning(without);
    await until(
      () => statesOf(asked),
      (states) => states.includes("Starting"),
    );
    await sleep(3_000);
    expect(await statesOf(asked)).toEqual(["Starting"]);
  });

  test("update-one-by-one: with parallelism 0 no task runs for a while, with 1 there is always one", async () => {
    const fewest = async (parallelism: string) => {
      const flags = ["--replicas", "2", "--update-parallelism", parallelism, image];
      const name = await create(`parallel-${parallelism}`, flags);
      await until(
        () => statesOf(name),
        (states) => states.join() === "Running,Running",
      );
      await docker("service", "update", "--quiet", "--detach", "--force", name);
      const seen: number[] = [];
      const isDone = async () =>
        (await docker("service", "inspect", "--format", "{{.UpdateStatus.State}}", name)) === "completed";
      while (!(await isDone()))
        seen.push((await statesOf(name)).filter((state) => state === "Running").length);
      return Math.min(...seen);
    };
    const [all, one] = await Promise.all([fewest("0"), fewest("1")]);
    expect(all).toBe(0);
    expect(one).toBeGreaterThan(0);
  });

  test("check-health-in-time: a release that turns sick is kept, unless the update watches long enough", async () => {
    // Healthy for the first three seconds, and found sick six seconds after its first answer.
    const sick = ["touch /tmp/well; sleep 3; rm /tmp/well; sleep 1000"];
    const health = ["--health-cmd", "test -e /tmp/well", "--health-interval", "2s", "--health-retries", "3"];
    const well = ["sh", "-c", "touch /tmp/well; sleep 1000"];
    const stateAfter = async (monitor: string) => {
      const update = ["--update-monitor", monitor, "--update-failure-action", "rollback"];
      const flags = [...health, ...update, "--mount", "type=tmpfs,target=/tmp", image];
      const name = await create(`monitor-${monitor}`, flags, well);
      await untilRunning(name);
      const args = `sh -c "${sick[0]}"`;
      await docker("service", "update", "--quiet", "--detach", "--args", args, name);
      const state = () => docker("service", "inspect", "--format", "{{.UpdateStatus.State}}", name);
      return until(state, (text) => text.endsWith("completed"));
    };
    expect(await Promise.all([stateAfter("2s"), stateAfter("15s")])).toEqual([
      "completed",
      "rollback_completed",
    ]);
  });

  test("share-files-by-config: a task is rejected where the folder is missing", async () => {
    const mount = `type=bind,source=${folder}/nowhere,target=/data`;
    const name = await create("bind", ["--mount", mount, image]);
    await untilFailed(name, "Rejected", "bind source path does not exist");
  });

  test("keep-redis-network-private: on one network every port answers, from another one none", async () => {
    const redis = imageOf("redis");
    const [shared, other] = [`${prefix}-shared`, `${prefix}-other`];
    await Promise.all(
      [shared, other].map((name) => docker("network", "create", "--driver", "overlay", name)),
    );
    const server = await create(
      "redis",
      ["--network", shared, redis],
      ["redis-server", "--protected-mode", "no"],
    );
    const [near, far] = [
      await create("near", ["--network", shared, redis]),
      await create("far", ["--network", other, redis]),
    ];
    await Promise.all([server, near, far].map(untilRunning));
    const ping = `timeout 5 redis-cli -h tasks.${server} ping`;
    await until(
      async () => (await inTask(near, ping)).output,
      (output) => output === "PONG",
    );
    expect((await inTask(far, ping)).output).not.toContain("PONG");
  });

  test("set-variables-in-environment, set-every-variable: what the shell lacks is nothing, without a word", async () => {
    await fileOf(".env", "ONLY_IN_FILE=from-the-file");
    const text = ["image: a:b", "environment:", '  A: "<$ONLY_IN_FILE>"', '  B: "<$NOWHERE>"'];
    const path = await fileOf(
      "variables.yaml",
      `version: "3.8"\nservices:\n  a:\n    ${text.join("\n    ")}\n`,
    );
    const { ok, text: shown } = await saidBy("stack", "config", "-c", path);
    expect(ok).toBe(true);
    expect(shown).toMatch(/A: <>\n\s+B: <>/);
    expect(shown).not.toMatch(/ONLY_IN_FILE|NOWHERE|warn/i);
  });

  test("reject-ignored-stack-key: a stack with such keys is deployed without them", async () => {
    const keys = ["container_name: mine", "depends_on: [nobody]", "privileged: true"];
    const service = [
      `image: ${image}`,
      'command: ["sleep", "1000"]',
      ...keys,
      "deploy: { endpoint_mode: dnsrr }",
    ];
    const nobody = [`image: ${image}`, "deploy: { endpoint_mode: dnsrr, replicas: 0 }"];
    const lines = [
      "a:",
      ...service.map((line) => `  ${line}`),
      "nobody:",
      ...nobody.map((line) => `  ${line}`),
    ];
    const path = await fileOf("keys.yaml", `version: "3.8"\nservices:\n  ${lines.join("\n  ")}\n`);
    const { ok, text } = await saidBy("stack", "deploy", "--detach=true", "-c", path, `${prefix}-keys`);
    expect(ok, text).toBe(true);
    expect(text).toContain("Ignoring unsupported options: privileged");
    expect(text).not.toContain("depends_on");
    // The service that it depends on has no task at all.
    await untilRunning(`${prefix}-keys_a`);
    const filter = `label=com.docker.swarm.service.name=${prefix}-keys_a`;
    const [name] = (await docker("ps", "--filter", filter, "--format", "{{.Names}}")).split("\n");
    expect(name).not.toBe("mine");
  });
});
