import { UserError } from "../config/user-error.ts";

/**
 * What a lock in Pulumi's state means, and how to go on, from what Pulumi says of it; undefined when it says
 * nothing of one. Whether its holder still works cannot be seen from here when that is another machine.
 */
export function explainLock(said: string, stack: string): UserError | undefined {
  if (!/stack is currently locked by/.test(said)) return undefined;
  // Such as "created by runner@fv-az123 (pid 4711) at 2026-11-28T20:00:00Z".
  const holder = /created by (\S+@\S+ \(pid \d+\) at \S+)/.exec(said)?.[1];
  const who = holder === undefined ? "another run" : holder;
  return new UserError(
    `The state of the stack ${stack} is locked by ${who}. A run that deploys holds the lock, and one that was killed leaves it behind.`,
    {
      fix: `see whether that run still works. If it is gone: eval "$(make -s env)" && pulumi cancel --yes --stack ${stack}, then run again; what was half done is mended then.`,
    },
  );
}
