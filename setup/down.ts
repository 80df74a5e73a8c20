import { isExternalRedis } from "../config/redis-mode.ts";
import { UserError } from "../config/user-error.ts";
import { acmeVolume } from "../stacks/acme.ts";
import { objectName, ownerOf } from "../stacks/names.ts";
import { redisVolume } from "../stacks/redis.ts";
import { type Report, reportTo } from "./console.ts";
import { requireEngine } from "./engine.ts";
import { refuseForeignServices } from "./foreign.ts";
import { mendInterrupted } from "./interrupted.ts";
import {
  type Owner,
  removeCertificatesVolume,
  removeUnused,
  waitForTasks,
  waitUntilGone,
} from "./leftovers.ts";
import { releaseStaleLock } from "./lock.ts";
import { main } from "./main.ts";
import { readExisting } from "./new-stack/existing.ts";
import { refuseLostState, refuseOtherSwarm } from "./own-swarm.ts";
import { shortName } from "./project.ts";
import { pulumi, tryPulumi } from "./pulumi.ts";
import { ensurePulumi } from "./pulumi-home.ts";
import { purgeSecrets } from "./purge-secrets.ts";
import { runPulumi } from "./run-pulumi.ts";
import { openSession, type Session } from "./session.ts";
import { readStackState } from "./stack-state.ts";
import { hasVolume, removeVolume } from "./volumes.ts";

/** `make down`: remove what was deployed. PURGE=1 also removes Redis' data, ACME's certificates and the secrets that were made here. */
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
  await removeCertificatesVolume(target);
  if (used.length > 0) report(`kept, because other services still mount them: ${used.join(", ")}`);

  const identity = { project: project.name, stack };
  const volumes = { redis: objectName(identity, redisVolume), acme: objectName(identity, acmeVolume) };
  if (process.env["PURGE"] !== "1") {
    report(await keptText(session, volumes));
    return;
  }
  await removeVolume("Redis' data", volumes.redis, target, engine, report);
  if (await hasVolume(volumes.acme, target)) {
    await removeVolume("ACME's account and certificates", volumes.acme, target, engine, report);
  }
  if (await stackExists(session)) await purgeSecrets(context, existingOf(session) ?? {}, report);
});

interface Volumes {
  readonly redis: string;
  readonly acme: string;
}

/** What the stack file says; undefined: there is none. */
function existingOf({ context, project }: Session) {
  return readExisting({
    project: project.name,
    stack: shortName(context.stack),
    directory: project.root,
  });
}

/** What is still there, on purpose. */
async function keptText(session: Session, { redis, acme }: Volumes): Promise<string> {
  const { context } = session;
  const external = isExternalRedis(existingOf(session)?.["redis"]);
  const kept = [
    // One of before, when the stack had a Redis of its own, is there as well.
    ...(!external || (await hasVolume(redis, context)) ? [`Redis' data (volume ${redis})`] : []),
    ...((await hasVolume(acme, context)) ? [`ACME's certificates (volume ${acme})`] : []),
    "the secrets in the stack file",
  ];
  const foreign = external ? "; somebody else's Redis was left alone" : "";
  return `kept: ${kept.join(" and ")}; PURGE=1 make down removes ${kept.length === 1 ? "them" : "all of it"}${foreign}`;
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
