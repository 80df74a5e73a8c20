import type { RedisTarget, SecretPlace, SwarmTarget } from "../doctor-target.ts";
import type { SwarmService } from "../facts/services.ts";
import { runSwarmJob } from "../swarm-job.ts";
import { parseRedisAnswers, type RedisAnswers } from "./redis-answers.ts";
import { jobSecret, shellFunctions } from "./shell.ts";

/**
 * Logs in to every Redis as Centrifugo does, from one job on its network; where Sentinels know the master, they are
 * asked first.
 */
export async function askRedis(
  target: SwarmTarget,
  redis: RedisTarget,
  service: SwarmService,
): Promise<RedisAnswers> {
  const { sentinel, prefix } = redis;
  const secretOf = (place: SecretPlace | undefined) =>
    place === undefined ? undefined : jobSecret(place, service);
  const [password, ofSentinel] = [secretOf(redis.password), secretOf(sentinel?.password)];
  const output = await runSwarmJob({
    stack: service.stack,
    labels: service.stackLabels,
    network: redis.network,
    secrets: {
      ...(password && { redis: password.source }),
      ...(ofSentinel && { sentinel: ofSentinel.source }),
    },
    image: target.image,
    script: `${shellFunctions}\n${script}`,
    args: [
      `${prefix}.*`,
      // Nobody listens there.
      `${prefix}.doctor`,
      ...login(password, redis.user),
      ...login(ofSentinel, sentinel?.user),
      sentinel?.masterName ?? "",
      ...redis.addresses.flatMap(({ host, port }) => [host, String(port)]),
    ],
  });
  return parseRedisAnswers(output, `${prefix}.`);
}

function login(secret: { readonly variable: string } | undefined, user = "default"): string[] {
  return [secret === undefined ? "" : "yes", secret?.variable ?? "", user];
}

const script = String.raw`
pattern=$1 idle=$2
shift 2
auth=$1 variable=$2 user=$3
sentinel_auth=$4 sentinel_variable=$5 sentinel_user=$6
master=$7
shift 7
password=$([ -z "$auth" ] || read_secret redis "$variable")
sentinel_password=$([ -z "$sentinel_auth" ] || read_secret sentinel "$sentinel_variable")
# ask HOST PORT: what this Redis says to Centrifugo's user.
ask() {
  echo "@server $1 $2 $auth"
  {
    [ -z "$auth" ] || resp AUTH "$user" "$password"
    resp PING
    resp EVAL 'return 1' 0
    resp PUBLISH "$idle" doctor
    resp PUBSUB CHANNELS "$pattern"
    resp INFO
    resp QUIT
  } | exchange "$1" "$2"
  tr -d '\r' </doctor/answer
  echo
}
# ask_sentinel HOST PORT: host and port of the master that it names, or an error, which begins with a minus.
# Sentinel 7.0 knows no QUIT (seen) and keeps the connection: what is no command ends it on every version.
ask_sentinel() {
  {
    [ -z "$sentinel_auth" ] || resp AUTH "$sentinel_user" "$sentinel_password"
    resp SENTINEL get-master-addr-by-name "$master"
    printf '*end\r\n'
  } | exchange "$1" "$2"
  tr -d '\r' </doctor/answer | grep -v -e '^[+*$]' -e '^-ERR Protocol error' | tr '\n' ' '
}
if [ -n "$master" ]; then
  : >/doctor/masters
  while [ $# -gt 1 ]; do
    named=$(ask_sentinel "$1" "$2")
    echo "@sentinel $1 $2 $named"
    printf '%s\n' "$named" | grep '^[^ -][^ ]* [0-9]* *$' >>/doctor/masters
    shift 2
  done
  set -- $(sort -u /doctor/masters)
fi
while [ $# -gt 1 ]; do
  ask "$1" "$2"
  shift 2
done
`;
