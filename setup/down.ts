import { isExternalRedis } from "../config/redis-mode.ts";
import { secretNames } from "../config/secrets.ts";
import { UserError } from "../config/user-error.ts";
import { ownerLabel } from "../model/labels.ts";
import { objectName, ownerOf } from "../stacks/names.ts";
import { redisVolume } from "../stacks/redis.ts";
import { type Report, reportTo } from "./console.ts";
import { docker } from "./docker.ts";
import { requireEngine } from "./engine.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { refuseForeignServices } from "./foreign.ts";
import { mendInterrupted } from "./interrupted.ts";
import { type Owner, removeUnused, waitForTasks, waitUntilGone } from "./leftovers.ts";
import { releaseStaleLock } from "./lock.ts";
import { main } from "./main.ts";
import { readExisting } from "./new-stack/existing.ts";
import { refuseLostState, refuseOtherSwarm } from "./own-swarm.ts";
import { shortName } from "./project.ts";
import { pulumi, tryPulumi } from "./pulumi.ts";
import { ensurePulumi } from "./pulumi-home.ts";
import { runPulumi } from "./run-pulumi.ts";
import { openSession, type Session } from "./session.ts";
import { readStackState } from "./stack-state.ts";

/** `make down`: remove what was deployed. PURGE=1 also removes Redis' data and the secrets. */
await main(import.meta.url, async () => {
  const report = reportTo(process.stdout);
  const session = await openSession();
  const { context, project } = session;
  const engine = await requireEngine(context.env);
  await ensurePulumi(report, context.env);

  const stack = shortName(context.stack);
  const target: Owner = { owner: ownerOf({ project: project.name, stack }), env: context.env };
  if (await stackExists(session)) {
    await releaseStaleLock(context, project, report);
    const state = await readStackState(context);
    refuseOtherSwarm(stack, engine.swarm, state.swarmId);
    await refuseLostState(target, stack, state);
    await refuseForeignServices(target);
    await mendInterrupted(context, project, state, report);
    if (state.resources > 0) await destroy(session, target, report);
    else report(`nothing of the stack ${context.stack} is deployed`);
  } else {
    report(`there is no stack ${context.stack}, so nothing is deployed`);
  }
  await waitUntilGone(target);
  const used = await removeUnused(target);
  if (used.length > 0) report(`kept, because other services still mount them: ${used.join(", ")}`);

  const volume = objectName({ project: project.name, stack }, redisVolume);
  if (process.env["PURGE"] === "1") await purge(session, { volume, owner: target.owner }, engine, report);
  else report(await keptText(session, volume));
});

/** What is still there, on purpose. */
async function keptText({ context, project }: Session, volume: string): Promise<string> {
  const place = { project: project.name, stack: shortName(context.stack), directory: project.root };
  const external = isExternalRedis(readExisting(place)?.["redis"]);
  // One of before, when the stack had a Redis of its own, is there as well.
  const isThere = !external || (await docker(["volume", "inspect", volume], { env: context.env })).ok;
  return isThere
    ? `kept: Redis' data (volume ${volume}) and the secrets in the stack file; PURGE=1 make down removes both`
    : "kept: the secrets in the stack file, which PURGE=1 make down removes; somebody else's Redis was left alone";
}

async function destroy({ context }: Session, target: Owner, report: Report): Promise<void> {
  // The provider cannot delete a service that is gone already; a refresh takes it out of the state first.
  const quiet = ["--skip-preview", "--suppress-outputs", "--suppress-progress"];
  const args = ["destroy", "--yes", "--refresh", ...quiet, "--stack", context.stack];
  if (await runPulumi(context, args)) return;
  // It also gives up on a task that is slow to stop, though Docker goes on; then a second look finds it gone.
  report("something was still stopping; waiting, then trying once more");
  await waitForTasks(target);
  if (await runPulumi(context, args)) return;
  throw new UserError("The stack could not be removed; Pulumi's own message is above.", {
    fix: "mend what it names and run `make down` again.",
  });
}

async function stackExists({ context }: Session): Promise<boolean> {
  const selected = await tryPulumi(context, ["stack", "select", context.stack]);
  if (selected.ok) return true;
  if (/no stack named/.test(selected.stderr)) return false;
  // Says in one sentence what else is wrong.
  await pulumi(context, ["stack", "select", context.stack]);
  return true;
}

async function purge(
  session: Session,
  { volume, owner }: { readonly volume: string; readonly owner: string },
  engine: EngineFacts,
  report: Report,
): Promise<void> {
  const { context } = session;
  const format = `{{index .Labels "${ownerLabel}"}}`;
  const known = await docker(["volume", "inspect", "--format", format, volume], { env: context.env });
  if (known.ok && known.stdout.trim() !== owner) {
    report(`kept the volume ${volume}: it was not made by this stack`);
  } else if (known.ok) {
    const removed = await docker(["volume", "rm", volume], { env: context.env });
    if (!removed.ok) {
      throw new UserError(`The volume ${volume} cannot be removed; a container still uses it.`, {
        fix: `see which: docker ps --all --filter volume=${volume}`,
      });
    }
    report(`removed Redis' data (volume ${volume})`);
  } else {
    report(`there is no volume ${volume} on this node`);
  }
  if ((engine.swarm?.nodes ?? 1) > 1) {
    report(`other nodes may hold a volume of that name; there: docker volume rm ${volume}`);
  }
  if (!(await stackExists(session))) return;
  await pulumi(context, ["config", "rm-all", "--stack", context.stack, ...secretNames]);
  report("removed the secrets and the certificate from the stack file; the next `make up` makes new ones");
}
