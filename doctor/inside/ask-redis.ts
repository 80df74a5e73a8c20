import type { RedisTarget, SwarmTarget } from "../doctor-target.ts";
import type { SwarmService } from "../facts/services.ts";
import { runSwarmJob } from "../swarm-job.ts";
import { jobSecret, shellFunctions } from "./shell.ts";

/** What Redis said to Centrifugo's own user. */
export interface RedisAnswers {
  /** False: nothing answered at its address. */
  readonly reached: boolean;
  /** Its answer to `AUTH`; undefined: no password is sent. */
  readonly auth: string | undefined;
  /** Its answer to `PING`. */
  readonly ping: string;
  /** Its answers to commands that Centrifugo cannot do without, by command. */
  readonly rights: ReadonlyMap<string, string>;
  /** Fields of `INFO`, such as `redis_version`. */
  readonly info: ReadonlyMap<string, string>;
  /** Channels that Centrifugo's nodes listen to now, without their prefix. */
  readonly channels: readonly string[];
}

/** Logs in to Redis as Centrifugo does, from one job on Redis' network. */
export async function askRedis(
  target: SwarmTarget,
  redis: RedisTarget,
  service: SwarmService,
): Promise<RedisAnswers> {
  const password = redis.password === undefined ? undefined : jobSecret(redis.password, service);
  const output = await runSwarmJob({
    stack: service.stack,
    labels: service.stackLabels,
    network: redis.network,
    secrets: password === undefined ? {} : { redis: password.source },
    image: target.image,
    script: `${shellFunctions}\n${script}`,
    args: [
      password === undefined ? "" : "yes",
      password?.variable ?? "",
      redis.host,
      String(redis.port),
      redis.user ?? "default",
      `${redis.prefix}.*`,
      // Nobody listens there.
      `${redis.prefix}.doctor`,
    ],
  });
  return parse(output.split("\n"), password !== undefined, `${redis.prefix}.`);
}

const script = String.raw`
password=$([ -z "$1" ] || read_secret redis "$2")
{
  [ -z "$1" ] || resp AUTH "$5" "$password"
  resp PING
  resp EVAL 'return 1' 0
  resp PUBLISH "$7" doctor
  resp PUBSUB CHANNELS "$6"
  resp INFO
  resp QUIT
} | exchange "$3" "$4"
tr -d '\r' </doctor/answer
`;

function parse(lines: readonly string[], sendsPassword: boolean, prefix: string): RedisAnswers {
  const auth = sendsPassword ? (lines[0] ?? "") : undefined;
  const [ping = "", evaluated = "", published = ""] = sendsPassword ? lines.slice(1) : lines;
  const fields = lines.flatMap((line) => {
    const [, name, value] = /^([a-z_0-9]+):(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return {
    reached: lines.some((line) => line !== ""),
    auth,
    ping,
    rights: new Map([
      ["EVAL", evaluated],
      ["PUBLISH", published],
    ]),
    info: new Map(fields),
    channels: lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length)),
  };
}
