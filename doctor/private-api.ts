import type { RunningService } from "./probes/service.ts";
import type { ProofTarget } from "./proof-target.ts";
import { runSwarmJob } from "./swarm-job.ts";

/** An answer of the API at one task. */
export interface ApiAnswer {
  readonly path: string;
  /** Address of the task that was asked. */
  readonly address: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly body: string;
}

/** Every answer of one job, in the order of the calls. */
export interface ApiRound {
  /** What `tasks.<service>` resolves to on the backend network. */
  readonly addresses: readonly string[];
  readonly answers: readonly ApiAnswer[];
}

/** One call of the API, a POST. */
export interface ApiCall {
  /** Such as `/api/publish`, also where the API is served under another prefix. */
  readonly path: string;
  /** JSON; `@ADDRESS@` in it becomes the address of the task that is asked. */
  readonly body: string;
}

/**
 * Asks every Centrifugo task for `info`, then makes `calls` on every one, all from one job on the backend
 * network. `info` is repeated for up to ten seconds until it names as many nodes as there should be.
 *
 * The key comes from the mounted secret and goes into the request by the shell's own printf: a command
 * such as wget would show it among the processes.
 */
export async function askEveryTask(
  target: ProofTarget,
  service: RunningService,
  calls: readonly ApiCall[],
): Promise<ApiRound> {
  const output = await runSwarmJob({
    stack: service.stack,
    labels: service.labels,
    network: target.networks.backend,
    secrets: { "api-key": target.secrets.apiKey },
    image: target.image,
    script,
    args: [
      `tasks.${target.services.centrifugo}`,
      String(target.apiPort ?? 9000),
      target.apiPrefix ?? "/api",
      String(target.replicas),
      ...calls.flatMap(({ path, body }) => [path, body]),
    ],
  });
  return parse(output);
}

const script = String.raw`
name=$1 port=$2 prefix=$3 nodes=$4
shift 4
key=$(cat /run/secrets/api-key)
mkfifo /doctor/request
trap '' PIPE
call() {
  # The request stays open until the answer is there: half-closed, Go's server takes its sender for gone.
  nc -w 3 "$2" "$port" </doctor/request >/doctor/answer 2>/dev/null &
  exec 3>/doctor/request
  printf 'POST %s HTTP/1.0\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$prefix$(printf %s "$1" | cut -c5-)" "$key" "$(printf %s "$3" | wc -c)" "$3" >&3
  wait $!
  exec 3>&-
  status=$(sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' /doctor/answer)
  body=$(sed '1,/^\r*$/d' /doctor/answer | tr -d '\r\n')
}
addresses=$(nslookup "$name" 2>/dev/null | sed -n '/^Name/,$s/^Address[^:]*: *\([0-9a-f.:]*\).*/\1/p' | sort -u)
echo "addresses" $addresses
attempts=10
for address in $addresses; do
  while :; do
    call /api/info "$address" '{}'
    [ "$(printf %s "$body" | grep -o '"uid"' | wc -l)" = "$nodes" ] && break
    [ "$status" = 200 ] || [ -z "$status" ] || break
    attempts=$((attempts - 1))
    [ $attempts -gt 0 ] || break
    sleep 1
  done
  echo "answer /api/info $address $((status)) $body"
done
for address in $addresses; do
  left=$(($# / 2))
  while [ $left -gt 0 ]; do
    call "$1" "$address" "$(printf %s "$2" | sed "s/@ADDRESS@/$address/g")"
    echo "answer $1 $address $((status)) $body"
    # Turns the calls round by one, so that the next address finds them all again.
    set -- "$@" "$1" "$2"
    shift 2
    left=$((left - 1))
  done
done
`;

function parse(output: string): ApiRound {
  const lines = output.split("\n");
  const addresses =
    lines
      .find((line) => line.startsWith("addresses"))
      ?.split(" ")
      .slice(1) ?? [];
  const answers = lines.flatMap((line) => {
    const [, path, address, status, body] = /^answer (\S+) (\S+) (\d+) ?(.*)$/.exec(line) ?? [];
    if (path === undefined || address === undefined) return [];
    return [{ path, address, status: Number(status), body: body ?? "" }];
  });
  return { addresses: addresses.filter((address) => address !== ""), answers };
}
