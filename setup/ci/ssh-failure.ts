import { UserError } from "../../config/user-error.ts";

type Reader = readonly [pattern: RegExp, message: (host: string) => string, fix: string];

const readTheKey =
  "read the machine's key on the machine itself (cat /etc/ssh/ssh_host_ed25519_key.pub), not over the network";

/** What ssh and the docker client say, from the most telling to the least. */
const readers: readonly Reader[] = [
  [
    /HOST IDENTIFICATION HAS CHANGED|Host key for .* has changed/i,
    (host) =>
      `The host key of ${host} is not the one in SWARM_KNOWN_HOSTS: the machine was set up anew, or somebody stands in between. Nothing was sent to it.`,
    `${readTheKey}, and put the new line into SWARM_KNOWN_HOSTS if it differs.`,
  ],
  [
    /No \S+ host key is known|Host key verification failed/i,
    (host) => `SWARM_KNOWN_HOSTS has no key of ${host}, and an unknown machine is not talked to.`,
    `${readTheKey}, and add a line with its name: manager.example.com ssh-ed25519 AAAA… (with another port than 22: [manager.example.com]:2222 ssh-ed25519 AAAA…).`,
  ],
  [
    /error in libcrypto|invalid format|Load key .*: /i,
    () => "SWARM_SSH_KEY is no private key that ssh can read.",
    "give the whole file of a key without a passphrase, from its BEGIN line to its END line.",
  ],
  [
    /Permission denied \(/,
    (host) => `${host} does not accept the key in SWARM_SSH_KEY.`,
    "add its public half to ~/.ssh/authorized_keys of that user.",
  ],
  [
    /permission denied.*docker.*sock|docker.*sock.*permission denied/i,
    (host) => `The user at ${host} may not use Docker there.`,
    "add it to the group `docker` on that machine, and know that this makes it root there: docs/ci.md.",
  ],
  [
    /docker: (?:command )?not found|docker: No such file|command not found.*docker/i,
    (host) => `There is no \`docker\` command at ${host}.`,
    "install Docker's client there; ssh only carries what it says.",
  ],
  [
    /Could not resolve hostname/i,
    (host) => `The name in ${host} is not known to DNS.`,
    "correct SWARM_HOST: ssh://USER@HOST or ssh://USER@HOST:PORT.",
  ],
  [
    /Connection (?:refused|timed out|closed)|No route to host|Network is unreachable/i,
    (host) => `No ssh server answers at ${host}.`,
    "open its port for this runner, or use a runner inside of your network: docs/ci.md.",
  ],
];

/** Why Docker could not be reached over ssh, in a sentence; the last line of what was said where no other fits. */
export function explainSsh(said: string, host: string): UserError {
  const found = readers.find(([pattern]) => pattern.test(said));
  if (found !== undefined) return new UserError(found[1](host), { fix: found[2] });
  const last = said.trim().split("\n").at(-1) || "no answer";
  return new UserError(`Docker cannot be reached at ${host}: ${last}`, {
    fix: `try it by hand: docker -H ${host} info`,
  });
}
