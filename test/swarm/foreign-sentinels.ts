import { randomBytes } from "node:crypto";
import { inTask } from "../support/container.ts";
import type { ForeignRedis } from "./foreign-redis.ts";
import { until, untilRunning } from "./plain-services.ts";

/** Redis keeps nothing on a disk. */
export const inMemory = ["--save", "", "--dir", "/tmp"];

/** Creates a service of Redis' image on the network, and gives its name. */
export type Start = (name: string, command: readonly string[], flags?: readonly string[]) => Promise<string>;

export interface ForeignSentinels extends ForeignRedis {
  /** Two services: the master at the start, and its replica. */
  readonly servers: readonly [string, string];
  /** The service of the master that the first Sentinel names. */
  readonly master: () => Promise<string>;
  /** Waits until the one that is no master follows it again. */
  readonly untilReplicated: () => Promise<void>;
}

/** Starts a master, its replica and three Sentinels, and waits until they know each other. */
export async function startSentinels(
  network: string,
  nameOf: (name: string) => string,
  start: Start,
): Promise<ForeignSentinels> {
  const [password, ofSentinels] = [newPassword(), newPassword()];
  const server = (name: string, more: readonly string[]) =>
    start(
      name,
      [
        // The container outlives its server for a while, and refuses connections.
        ...["sh", "-c", 'redis-server "$@"; sleep 30', "-"],
        ...[...inMemory, "--requirepass", password, "--masterauth", password],
        ...["--replica-announce-ip", nameOf(name), ...more],
      ],
      // A killed master stays away until the Sentinels have agreed on another one: where their first vote is split, the
      // next one comes after twice their timeout.
      ["--restart-delay", "60s"],
    );
  const master = await server("main-1", []);
  const replica = await server("main-2", ["--replicaof", `${master} 6379`]);
  const servers = [master, replica] as const;
  await Promise.all(servers.map(untilRunning));
  const sentinels = await Promise.all(
    ["sentinel-1", "sentinel-2", "sentinel-3"].map((name) =>
      start(name, sentinelCommand(master, nameOf(name), password, ofSentinels)),
    ),
  );
  await Promise.all(sentinels.map(untilRunning));
  const [first = ""] = sentinels;
  const ask = async (command: string) =>
    (await inTask(first, `REDISCLI_AUTH=${ofSentinels} redis-cli -p 26379 ${command}`)).output;
  await until(
    () => ask("sentinel ckquorum main"),
    (answer) => answer.includes("3 usable Sentinels"),
  );
  await until(
    () => ask("sentinel replicas main"),
    (answer) => answer.includes(replica),
  );
  return {
    redis: {
      mode: "external",
      sentinel: { addresses: sentinels.map((name) => `${name}:26379`), masterName: "main" },
      network,
    },
    secrets: { redisPassword: password, redisSentinelPassword: ofSentinels },
    services: [...servers, ...sentinels],
    servers,
    master: async () => (await ask("sentinel get-master-addr-by-name main")).split("\n")[0] ?? "",
    untilReplicated: async () => {
      const isOk = (answer: string) => /master-link-status\nok/.test(answer) && !/s_down/.test(answer);
      await until(() => ask("sentinel replicas main"), isOk, 150_000);
    },
  };
}

/** Sentinel writes what it learns into its own file. */
function sentinelCommand(master: string, own: string, password: string, ofSentinels: string): string[] {
  const lines = [
    "port 26379",
    `requirepass ${ofSentinels}`,
    `sentinel sentinel-pass ${ofSentinels}`,
    "sentinel resolve-hostnames yes",
    "sentinel announce-hostnames yes",
    `sentinel announce-ip ${own}`,
    `sentinel monitor main ${master} 6379 2`,
    `sentinel auth-pass main ${password}`,
    "sentinel down-after-milliseconds main 3000",
    "sentinel failover-timeout main 10000",
  ];
  const file = "/tmp/sentinel.conf";
  const write = `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(" ")} > ${file}`;
  return ["sh", "-c", `mkdir -p /tmp && ${write} && exec redis-server ${file} --sentinel`];
}

/** Hard to guess, and without a sign that a shell or a users' file would take for its own. */
export function newPassword(): string {
  return randomBytes(16).toString("hex");
}
