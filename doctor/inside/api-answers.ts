/** An answer of the API at one task. */
export interface ApiAnswer {
  /** Path such as `/api/publish`, also where the API is served under another prefix. */
  readonly path: string;
  /** Address of the task that was asked. */
  readonly address: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly body: string;
  /** How the key was sent. */
  readonly header: "X-API-Key" | "Authorization";
}

/** Every answer of one job, in the order of the calls. */
export interface ApiRound {
  /** What `tasks.<service>` resolves to on the network. */
  readonly addresses: readonly string[];
  readonly answers: readonly ApiAnswer[];
  /** The kernel of the job's node has IP_VS. */
  readonly hasIpVs: boolean;
  /** When each call was about to be made, by `sentKey`, in milliseconds since 1970 by the clock of the job's node. */
  readonly sent: ReadonlyMap<string, number>;
}

/** A call by the task that was asked, and its round. */
export function sentKey(path: string, address: string, round: number | string): string {
  return `${path} ${address} ${round}`;
}

/** Reads what a job printed, each line behind its time. */
export function parseRound(output: string): ApiRound {
  const timed = output.split("\n").map((line): [number, string] => {
    const end = line.indexOf(" ");
    return [Date.parse(line.slice(0, end)), line.slice(end + 1)];
  });
  const lines = timed.map(([, line]) => line);
  const sent = timed.flatMap(([time, line]): [string, number][] => {
    const [, path, address, round] = /^sent (\S+) (\S+) (\d+)$/.exec(line) ?? [];
    return path === undefined || address === undefined ? [] : [[sentKey(path, address, round ?? ""), time]];
  });
  const addresses =
    lines
      .find((line) => line.startsWith("addresses"))
      ?.split(" ")
      .slice(1) ?? [];
  const answers = lines.flatMap((line): ApiAnswer[] => {
    const [, header, path, address, status, body] =
      /^answer (X-API-Key|Authorization) (\S+) (\S+) (\d+) ?(.*)$/.exec(line) ?? [];
    if (path === undefined || address === undefined) return [];
    const how = header === "Authorization" ? header : "X-API-Key";
    return [{ path, address, status: Number(status), body: body ?? "", header: how }];
  });
  return {
    addresses: addresses.filter((address) => address !== ""),
    answers,
    sent: new Map(sent),
    hasIpVs: lines.includes("ip_vs"),
  };
}
