import { UserError } from "../../config/user-error.ts";
import type { CentrifugoStart, SwarmTarget } from "../doctor-target.ts";
import type { SwarmService } from "../facts/services.ts";
import { runSwarmJob } from "../swarm-job.ts";

/** A token that is wanted: to connect, or for a channel. */
export interface TokenWish {
  readonly user: string;
  readonly channel: string | undefined;
}

/** How long the tokens live, in seconds: longer than a run, and not much. */
const lifetime = 120;
const environment = "doctor-environment";

/**
 * Lets Centrifugo sign, with the settings and secrets of its service, in a job that mounts the same. The tokens pass
 * through the job's log, which is removed with it.
 *
 * @throws UserError when Centrifugo signs none.
 */
export async function signInside(
  target: SwarmTarget,
  start: CentrifugoStart,
  service: SwarmService,
  wishes: readonly TokenWish[],
): Promise<ReadonlyMap<string, string>> {
  const mounted = Object.entries(start.secrets).map(([path, name]) => [path, { name }] as const);
  const output = await runSwarmJob({
    stack: service.stack,
    labels: service.stackLabels,
    network: target.network,
    secrets: { ...Object.fromEntries(mounted), [environment]: { value: exportsOf(start.env) } },
    configs: start.configs,
    image: target.image,
    script,
    args: [
      start.config,
      start.envFile,
      String(lifetime),
      ...wishes.flatMap(({ user, channel }) => [user, channel ?? ""]),
    ],
  });
  const tokens = output.split("\n").filter((line) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(line));
  if (tokens.length !== wishes.length)
    throw new UserError("Centrifugo signs no token: it has no secret for that, or does not start.", {
      fix: "Give it client.token.hmac_secret_key; with other keys set CENTRIFUGO_TOKEN_SECRET or use --token-url.",
    });
  return new Map(wishes.map((wish, index) => [wishKey(wish), tokens[index] ?? ""]));
}

/** By what a signed token is found again. */
export function wishKey({ user, channel }: TokenWish): string {
  return `${user} ${channel ?? ""}`;
}

/** Lines that a shell reads as variables, whatever is in the values. */
function exportsOf(env: Readonly<Record<string, string>>): string {
  const lines = Object.entries(env).map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'`);
  return `${lines.join("\n")}\n`;
}

const script = `
set -a
# A real variable wins over the file.
[ -r "$2" ] && . "$2"
. /run/secrets/${environment}
set +a
config=$1 lifetime=$3
shift 3
while [ $# -gt 0 ]; do
  if [ -z "$2" ]; then centrifugo gentoken -q -c "$config" -t "$lifetime" -u "$1"
  else centrifugo gensubtoken -q -c "$config" -t "$lifetime" -u "$1" -s "$2"
  fi
  echo
  shift 2
done 2>/dev/null
`;
