import type { SwarmTarget } from "../doctor-target.ts";
import type { SwarmService } from "../facts/services.ts";
import { runSwarmJob } from "../swarm-job.ts";
import { type ApiRound, parseRound } from "./api-answers.ts";
import { jobSecret, shellFunctions } from "./shell.ts";

/** One call of the API, a POST. */
export interface ApiCall {
  /** Such as `/api/publish`, also where the API is served under another prefix. */
  readonly path: string;
  /**
   * JSON; `@ADDRESS@` in it becomes the address of the task that is asked, `@ROUND@` the number of the round, and
   * `@FILL@` a text that fits no single packet, in the last round only.
   */
  readonly body: string;
}

/**
 * Asks every Centrifugo task for `info`, with the key in both headers that Centrifugo takes, from one job on the
 * network. It is repeated for up to ten seconds until it names as many nodes as there should be.
 */
export async function askNodes(target: SwarmTarget, service: SwarmService): Promise<ApiRound> {
  return run(target, service, nodesScript, [String(target.replicas)]);
}

/** Makes the calls on every Centrifugo task, all of them once in each round. */
export async function callEveryTask(
  target: SwarmTarget,
  service: SwarmService,
  calls: readonly ApiCall[],
  rounds = 1,
): Promise<ApiRound> {
  const args = [String(rounds), ...calls.flatMap(({ path, body }) => [path, body])];
  return run(target, service, callsScript, args);
}

async function run(target: SwarmTarget, service: SwarmService, script: string, args: readonly string[]) {
  if (target.apiKey === undefined) throw new Error("a check asks the API without needing its key");
  const key = jobSecret(target.apiKey, service);
  const output = await runSwarmJob({
    stack: service.stack,
    labels: service.stackLabels,
    network: target.network,
    secrets: { "api-key": key.source },
    image: target.image,
    script: `${shellFunctions}\n${head}\n${script}`,
    timestamps: true,
    args: [
      key.variable,
      `tasks.${target.services.centrifugo}`,
      String(target.apiPort ?? 9000),
      target.apiPrefix ?? "/api",
      ...args,
    ],
  });
  return parseRound(output);
}

/** Bytes that no single packet holds, whatever the MTU. */
const largeBytes = 16_000;

const head = `
key=$(read_secret api-key "$1")
name=$2 port=$3 prefix=$4
shift 4
addresses=$(addresses_of "$name")
echo "addresses" $addresses
[ ! -e /proc/net/ip_vs ] || echo "ip_vs"
`;

const nodesScript = `
attempts=10
for address in $addresses; do
  while :; do
    call "$prefix/info" "$address" "$port" '{}' "X-API-Key: $key"
    [ "$(printf %s "$body" | grep -o '"uid"' | wc -l)" = "$1" ] && break
    [ "$status" = 200 ] || [ -z "$status" ] || break
    attempts=$((attempts - 1))
    [ $attempts -gt 0 ] || break
    sleep 1
  done
  echo "answer X-API-Key /api/info $address $((status)) $body"
  [ "$status" = 200 ] || continue
  call "$prefix/info" "$address" "$port" '{}' "Authorization: apikey $key"
  echo "answer Authorization /api/info $address $((status)) $body"
done
`;

const callsScript = `
rounds=$1 round=0
shift
while [ $round -lt $rounds ]; do
round=$((round + 1))
for address in $addresses; do
  left=$(($# / 2))
  while [ $left -gt 0 ]; do
    fill=
    [ $round -lt $rounds ] || fill=$(head -c ${largeBytes} /dev/zero | tr '\\0' x)
    sent="$(printf %s "$2" | sed "s/@ADDRESS@/$address/g; s/@ROUND@/$round/g; s/@FILL@/$fill/")"
    echo "sent $1 $address $round"
    call "$prefix$(printf %s "$1" | cut -c5-)" "$address" "$port" "$sent" "X-API-Key: $key"
    echo "answer X-API-Key $1 $address $((status)) $body"
    # Turns the calls round by one, so that the next address finds them all again.
    set -- "$@" "$1" "$2"
    shift 2
    left=$((left - 1))
  done
done
done
`;
