import { UserError } from "../../config/user-error.ts";
import type { SecretPlace } from "../doctor-target.ts";
import type { SwarmService } from "../facts/services.ts";

/** A secret for a job: the Swarm secret to mount, and what `read_secret` is told. */
export interface JobSecret {
  /** Name of a Swarm secret, or a value that becomes one for as long as the job lives. */
  readonly source: { readonly name: string } | { readonly value: string };
  /** The variable in it where it is an `.env`; empty: the bare value. */
  readonly variable: string;
}

/** Finds the Swarm secret. @throws UserError when Centrifugo's service does not mount it. */
export function jobSecret(place: SecretPlace, centrifugo: SwarmService): JobSecret {
  if ("secret" in place) return { source: { name: place.secret }, variable: "" };
  if ("value" in place) return { source: place, variable: "" };
  const name = centrifugo.secrets.get(place.path);
  if (name !== undefined) return { source: { name }, variable: place.variable };
  throw new UserError(`service ${centrifugo.name} mounts no Swarm secret as ${place.path}`, {
    fix: `Deploy again; its mounts: docker service inspect --pretty ${centrifugo.name}`,
  });
}

/**
 * Shell functions for jobs; busybox sh.
 *
 * A secret comes from its mounted file and goes into a request by the shell's own printf: a command such as wget
 * would show it among the processes.
 */
export const shellFunctions = String.raw`
mkfifo /doctor/request
trap '' PIPE
# read_secret FILE VARIABLE: the bare content, or the value of a variable of an .env without its quotes.
read_secret() {
  [ -r "/run/secrets/$1" ] || return 0
  if [ -z "$2" ]; then cat "/run/secrets/$1"; return; fi
  sed -n "s/^\(export \)*$2=//p" "/run/secrets/$1" | tail -n 1 | sed "s/^'\(.*\)'\$/\1/; s/^\"\(.*\)\"\$/\1/"
}
# exchange HOST PORT: sends what comes in, keeps the answer. The request stays open until the answer is there:
# half-closed, a server takes its sender for gone.
exchange() {
  nc -w 3 "$1" "$2" </doctor/request >/doctor/answer 2>/dev/null &
  asked=$!
  # Its own limit is for the connection alone: what hangs takes that, and says nothing.
  (sleep 6; kill $asked) >/dev/null 2>&1 &
  limit=$!
  exec 3>/doctor/request
  cat >&3
  wait $asked
  kill $limit 2>/dev/null
  exec 3>&-
}
# call PREFIX ADDRESS PORT BODY HEADER: one POST; sets status and body.
call() {
  printf 'POST %s HTTP/1.0\r\n%s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$1" "$5" "$(printf %s "$4" | wc -c)" "$4" | exchange "$2" "$3"
  status=$(sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' /doctor/answer)
  body=$(sed '1,/^\r*$/d' /doctor/answer | tr -d '\r\n')
}
# addresses_of NAME: what the networks of this job know it by.
addresses_of() {
  nslookup "$1" 2>/dev/null | sed -n '/^Name/,$s/^Address[^:]*: *\([0-9a-f.:]*\).*/\1/p' | sort -u
}
# resp WORD…: one command as Redis reads it.
resp() {
  printf '*%d\r\n' $#
  for word in "$@"; do printf '$%d\r\n%s\r\n' "$(printf %s "$word" | wc -c)" "$word"; done
}
`;
