import type { SecretPlace, SwarmTarget } from "../doctor-target.ts";
import type { SwarmService } from "../facts/services.ts";
import { fingerprintLength, salt } from "../fingerprint.ts";
import { runSwarmJob } from "../swarm-job.ts";
import { jobSecret, shellFunctions } from "./shell.ts";

/** A secret by where it stands and by fingerprint alone. */
export interface NamedFingerprint {
  /** Such as `CENTRIFUGO_TOKEN_SECRET in /run/secrets/backend.env`. */
  readonly name: string;
  readonly fingerprint: string;
}

/** What a job sees of the secrets of Centrifugo and of its backend. */
export interface SecretFingerprints {
  /** Undefined: Centrifugo has none where it is looked for. */
  readonly tokenSecret: string | undefined;
  readonly apiKey: string | undefined;
  readonly backend: readonly NamedFingerprint[];
}

/** Mounts the secrets of both into one job, which prints fingerprints. */
export async function compareSecrets(
  target: SwarmTarget,
  centrifugo: SwarmService,
  backend: SwarmService | undefined,
): Promise<SecretFingerprints> {
  const own = [target.tokenSecret, target.apiKey].map((place) => ownSecret(place, centrifugo));
  const mounted = own.flatMap((secret, index) =>
    secret === undefined ? [] : [[`own-${index}`, secret.source] as const],
  );
  const theirs = [...(backend?.secrets ?? [])];
  const output = await runSwarmJob({
    stack: centrifugo.stack,
    labels: centrifugo.stackLabels,
    network: target.network,
    secrets: Object.fromEntries([
      ...mounted,
      ...theirs.map(([, name], index) => [`backend-${index}`, { name }] as const),
    ]),
    image: target.image,
    script: `${shellFunctions}\n${script}`,
    args: [salt, String(fingerprintLength), own[0]?.variable ?? "", own[1]?.variable ?? ""],
  });
  return parse(
    output,
    theirs.map(([path]) => path),
  );
}

/** Undefined: it is not where it is looked for, which other checks tell. */
function ownSecret(place: SecretPlace | undefined, centrifugo: SwarmService) {
  if (place === undefined || ("path" in place && !centrifugo.secrets.has(place.path))) return undefined;
  return jobSecret(place, centrifugo);
}

// A file may be a bare value, or variables; the line end that an editor leaves is no part of a secret.
const script = String.raw`
length=$2
fingerprint() { printf '%s%s' "$salt" "$1" | sha256sum | cut -c1-"$length"; }
salt=$1
print_own() {
  value=$(read_secret "$1" "$2")
  [ -z "$value" ] || echo "own $1 $(fingerprint "$value")"
}
print_own own-0 "$3"
print_own own-1 "$4"
for file in /run/secrets/backend-*; do
  [ -r "$file" ] || continue
  echo "backend $(basename "$file") - $(fingerprint "$(cat "$file")")"
  sed -n 's/^\(export \)*\([A-Za-z_][A-Za-z0-9_]*\)=.*/\2/p' "$file" | while read -r name; do
    echo "backend $(basename "$file") $name $(fingerprint "$(read_secret "$(basename "$file")" "$name")")"
  done
done
`;

function parse(output: string, paths: readonly string[]): SecretFingerprints {
  const lines = output.split("\n").map((line) => line.split(" "));
  const own = (file: string) => lines.find(([kind, name]) => kind === "own" && name === file)?.[2];
  const backend = lines.flatMap(([kind, file = "", variable = "-", fingerprint]): NamedFingerprint[] => {
    const path = paths[Number(/^backend-(\d+)$/.exec(file)?.[1])];
    if (kind !== "backend" || path === undefined || fingerprint === undefined) return [];
    return [{ name: variable === "-" ? path : `${variable} in ${path}`, fingerprint }];
  });
  return { tokenSecret: own("own-0"), apiKey: own("own-1"), backend };
}
