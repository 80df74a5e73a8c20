import { expect, test } from "vitest";
import { explainFailure } from "../../setup/explain-failure.ts";
import { type Observation, parseTasks, type Task } from "../../setup/watch-tasks.ts";

const context = { stack: "dev", stackFile: "Pulumi.dev.yaml", secrets: ["s3cret-s3cret"] };

/** Rows as Docker 20.10 gave them, newest first; names and the image are changed. */
const redisRows = [
  ["Assigned less than a second ago", "Ready", "", "ou8cf5wve6id6ek88o6zqm9ye"],
  ["Failed less than a second ago", "Shutdown", '"task: non-zero exit (1)"', "fstexpva75phgg550j59igsit"],
  ["Failed 3 seconds ago", "Shutdown", '"task: non-zero exit (1)"', "kgxi9f1m79z0io7j4ue36ai5v"],
].map(([CurrentState, DesiredState, reason, ID]) =>
  JSON.stringify({
    CurrentState,
    DesiredState,
    Error: reason,
    ID,
    Image: "redis:7.4.11",
    Name: "dev_redis.1",
    Node: "vm",
    Ports: "",
  }),
);

/** What Redis logged over a volume that belongs to root. */
const redisLog = [
  "*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***",
  "Reading the configuration file, at line 3",
  ">>> 'dir \"/data\"'",
  "Permission denied",
];

function seen(change: Partial<Observation>): Observation {
  return { failed: [], last: [], logs: {}, updates: {}, ...change };
}

function task(service: string, error: string, change: Partial<Task> = {}): Task {
  return {
    id: `${service}-${error}`,
    service,
    slot: `${service}.1`,
    state: "Failed",
    error,
    node: "vm",
    image: "redis:7.4.11",
    ...change,
  };
}

test("rows of Docker are read as tasks", () => {
  expect(
    parseTasks(redisRows).map(({ service, slot, state, error }) => [service, slot, state, error]),
  ).toEqual([
    ["dev_redis", "dev_redis.1", "Assigned", ""],
    ["dev_redis", "dev_redis.1", "Failed", "task: non-zero exit (1)"],
    ["dev_redis", "dev_redis.1", "Failed", "task: non-zero exit (1)"],
  ]);
});

test("a volume that Redis may not write is named, with its log once and the command that mends it", () => {
  const tasks = parseTasks(redisRows);
  const failed = tasks.filter(({ error }) => error !== "").reverse();
  const logs = { dev_redis: [...redisLog, ...redisLog] };
  expect(explainFailure(seen({ failed, last: tasks, logs }), context)).toEqual([
    "dev_redis: it may not write where it has to (volume dev_redis-data) (2 times); the service was removed again",
    ...redisLog.slice(1).map((line) => `  log: ${line}`),
    "  fix: give the volume to Redis' user: docker run --rm --user 0 --entrypoint chown --volume dev_redis-data:/data redis:7.4.11 -R 999:999 /data",
  ]);
});

/** As Centrifugo 6.9.1 logged it. */
const fatal = (error: string) => [
  JSON.stringify({
    level: "fatal",
    error: `error creating Redis client: ${error}`,
    message: "configure engines error",
  }),
];

test.each([
  ["dial tcp: lookup redis: no such host", /leads to it: its addresses, its network/],
  ["WRONGPASS invalid username-password pair or user is disabled.", /config set --secret redisPassword/],
  ["tls: failed to verify certificate: x509: certificate signed by unknown authority", /`ca`.*`serverName`/],
])("a Redis that Centrifugo cannot use is named: %s", (reason, fix) => {
  const failed = [task("dev_centrifugo", "task: non-zero exit (1)")];
  const [first, second] = explainFailure(seen({ failed, logs: { dev_centrifugo: fatal(reason) } }), context);
  expect(first).toContain(`dev_centrifugo: it cannot use its Redis (${reason})`);
  expect(second).toMatch(fix);
});

/** The errors are as Docker 20.10 gave them. */
test.each([
  [
    "No such image: redis:7.9.9",
    "Rejected",
    /the image redis:7\.4\.11 is not on the node vm/,
    /`images` in Pulumi\.dev\.yaml/,
  ],
  [
    "no suitable node (host-mode port already in use on 1 node)",
    "Pending",
    /port .* is taken/,
    /`httpsPort` under `traefik` in Pulumi\.dev\.yaml/,
  ],
  [
    "starting container failed: driver failed programming external connectivity on endpoint dev_traefik.1 (0118d0071): Error starting userland proxy: listen tcp4 0.0.0.0:18999: bind: address already in use",
    "Failed",
    /port 18999 is taken/,
    /docker ps/,
  ],
  [
    "no suitable node (scheduling constraints not satisfied on 1 node)",
    "Pending",
    /no node of the Swarm/,
    /redis\.node/,
  ],
  [
    "no suitable node (max replicas per node limit exceed)",
    "Pending",
    /no node of the Swarm/,
    /traefik\.replicas/,
  ],
  ["task: non-zero exit (137)", "Failed", /killed .* memory limit/, /resources: \{ redis: \{ memory/],
  [
    "task: non-zero exit (137): dockerexec: unhealthy container",
    "Failed",
    /health check never passed/,
    /make up/,
  ],
  ["task: non-zero exit (1)", "Failed", /ends with exit code 1/, /Pulumi\.dev\.yaml/],
  [
    'starting container failed: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "redis-server": executable file not found in $PATH: unknown',
    "Failed",
    /has no program `redis-server`/,
    /images\.redis/,
  ],
])("%s: cause and fix", (error, state, message, fix) => {
  const failed = [task("dev_redis", error, { state })];
  const [first = "", last = ""] = explainFailure(seen({ failed, last: failed }), context);
  expect(first).toMatch(/^dev_redis: /);
  expect(first).toMatch(message);
  expect(last).toMatch(/^ {2}fix: /);
  expect(last).toMatch(fix);
});

test("an error that nobody knows is shown as Docker says it, with where to look", () => {
  const failed = [task("dev_redis", "network sandbox join failed")];
  const [first, last] = explainFailure(seen({ failed, last: failed, updates: { dev_redis: "" } }), context);
  expect(first).toBe("dev_redis: Docker says: network sandbox join failed");
  expect(last).toContain("journalctl -u docker");
});

test("a service that failed on the way and runs now is not to blame when another is down", () => {
  const early = task("dev_centrifugo", "task: non-zero exit (1)", { id: "old" });
  const up = task("dev_centrifugo", "", { id: "new", state: "Running" });
  const down = task("dev_redis", "task: non-zero exit (1)");
  const updates = { dev_centrifugo: "", dev_redis: "" };
  const lines = explainFailure(seen({ failed: [early, down], last: [up, early, down], updates }), context);
  expect(lines.join("\n")).toContain("dev_redis");
  expect(lines.join("\n")).not.toContain("dev_centrifugo");
});

test("a rolled back service is to blame though all its tasks run again", () => {
  const broken = task("dev_centrifugo", "task: non-zero exit (1)");
  const up = task("dev_centrifugo", "", { id: "new", state: "Running" });
  const updates = { dev_centrifugo: "rollback_completed" };
  const [first] = explainFailure(seen({ failed: [broken], last: [up, broken], updates }), context);
  expect(first).toBe("dev_centrifugo: it ends with exit code 1; the version before it was put back");
});

test("nothing is said where no task failed", () => {
  expect(explainFailure(seen({ last: [task("dev_redis", "", { state: "Running" })] }), context)).toEqual([]);
});

test("a secret in a log or an error is not shown", () => {
  const failed = [task("dev_redis", "task: non-zero exit (1)")];
  const logs = { dev_redis: ["bad password s3cret-s3cret here"] };
  const text = explainFailure(seen({ failed, last: failed, logs }), context).join("\n");
  expect(text).toContain("log: bad password … here");
  expect(text).not.toContain("s3cret");
});
