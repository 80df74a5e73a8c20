import { UserError } from "../config/user-error.ts";
import { ownerLabel } from "../model/labels.ts";
import type { Report } from "./console.ts";
import { docker } from "./docker.ts";
import type { EngineFacts } from "./engine-facts.ts";
import type { Owner } from "./leftovers.ts";

/** True where this node has a volume of that name. */
export async function hasVolume(volume: string, { env }: Pick<Owner, "env">): Promise<boolean> {
  return (await docker(["volume", "inspect", volume], { env })).ok;
}

/**
 * Removes a volume of the stack, and says what became of it; one of somebody else's stays.
 *
 * @param what is in it, as in `Redis' data`.
 * @throws UserError when a container still uses it.
 */
export async function removeVolume(
  what: string,
  volume: string,
  { owner, env }: Owner,
  engine: EngineFacts,
  report: Report,
): Promise<void> {
  const format = `{{index .Labels "${ownerLabel}"}}`;
  const known = await docker(["volume", "inspect", "--format", format, volume], { env });
  if (known.ok && known.stdout.trim() !== owner) {
    report(`kept the volume ${volume}: it was not made by this stack`);
  } else if (known.ok) {
    const removed = await docker(["volume", "rm", volume], { env });
    if (!removed.ok) {
      throw new UserError(`The volume ${volume} cannot be removed; a container still uses it.`, {
        fix: `see which: docker ps --all --filter volume=${volume}`,
      });
    }
    report(`removed ${what} (volume ${volume})`);
  } else {
    report(`there is no volume ${volume} on this node`);
  }
  if ((engine.swarm?.nodes ?? 1) > 1) {
    report(`other nodes may hold a volume of that name; there: docker volume rm ${volume}`);
  }
}
