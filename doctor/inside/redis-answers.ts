/** What one Redis said to Centrifugo's own user. */
export interface ServerAnswers {
  /** `host:port`. */
  readonly place: string;
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

/** What one Sentinel said. */
export interface SentinelAnswer {
  /** `host:port`. */
  readonly place: string;
  /** `host:port` of the master that it names; undefined: it names none. */
  readonly master: string | undefined;
  /** Its refusal, without a master; empty: it did not answer, or knows no such name. */
  readonly error: string;
}

/** What all of them said. */
export interface RedisAnswers {
  /** None where no Sentinels are asked. */
  readonly sentinels: readonly SentinelAnswer[];
  /** Each Redis that is known or was named. */
  readonly servers: readonly ServerAnswers[];
}

/** Reads what a job has printed: a line with `@` before what each of them said. */
export function parseRedisAnswers(output: string, prefix: string): RedisAnswers {
  const sentinels: SentinelAnswer[] = [];
  const servers: { head: readonly string[]; lines: string[] }[] = [];
  for (const line of output.split("\n")) {
    const [mark, ...words] = line.split(" ");
    if (mark === "@sentinel") sentinels.push(parseSentinel(words));
    else if (mark === "@server") servers.push({ head: words, lines: [] });
    else servers.at(-1)?.lines.push(line);
  }
  return { sentinels, servers: servers.map(({ head, lines }) => parseServer(head, lines, prefix)) };
}

function parseSentinel([host = "", port = "", ...said]: readonly string[]): SentinelAnswer {
  const words = said.filter((word) => word !== "");
  const [masterHost = "", masterPort = ""] = words;
  const isNamed = words.length === 2 && /^\d+$/.test(masterPort) && !masterHost.startsWith("-");
  return {
    place: `${host}:${port}`,
    master: isNamed ? `${masterHost}:${masterPort}` : undefined,
    error: isNamed ? "" : words.join(" "),
  };
}

function parseServer(
  [host = "", port = "", sendsPassword = ""]: readonly string[],
  lines: readonly string[],
  prefix: string,
): ServerAnswers {
  const auth = sendsPassword ? (lines[0] ?? "") : undefined;
  const [ping = "", evaluated = "", published = ""] = sendsPassword ? lines.slice(1) : lines;
  const fields = lines.flatMap((line) => {
    const [, name, value] = /^([a-z_0-9]+):(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return {
    place: `${host}:${port}`,
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
