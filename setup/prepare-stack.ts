import { loadStackConfig } from "../config/load.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { ownerOf } from "../stacks/names.ts";
import { ensureCertificate } from "./certificate.ts";
import type { Report } from "./console.ts";
import { deployedImages } from "./deployed-images.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { ensureImages } from "./images.ts";
import { releaseStaleLock } from "./lock.ts";
import { refuseEngineInStackFile, refuseLostState, refuseOtherSwarm, rememberedSwarm } from "./own-swarm.ts";
import { prepareMachine } from "./prepare.ts";
import { shortName } from "./project.ts";
import { refuseSecondClone } from "./second-clone.ts";
import { ensureSecrets } from "./secrets.ts";
import { createStack, openSession, type Session } from "./session.ts";
import { readStackValues } from "./stack.ts";
import { readStackState, type StackState } from "./stack-state.ts";
import { needsNoCertificate, removeUnneededCertificate } from "./unneeded-certificate.ts";

export interface PreparedStack extends Session {
  readonly engine: EngineFacts;
  readonly config: StackConfig;
  readonly state: StackState;
}

/**
 * Everything that a stack needs before `pulumi up`: machine, stack, secrets, certificate, images.
 *
 * @throws UserError with all faults of the configuration, before anything large is fetched or built for it.
 */
export async function prepareStack(
  report: Report,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<PreparedStack> {
  const session = await openSession(environment);
  const { context, project } = session;
  const engine = await prepareMachine(report, context.env);
  await createStack(session, report);
  await releaseStaleLock(context, project, report);
  const stack = shortName(context.stack);
  const owner = ownerOf({ project: project.name, stack });

  // Before anything is made: that state, stack file and Swarm belong together.
  const [state, given] = await Promise.all([readStackState(context), readStackValues(context)]);
  refuseEngineInStackFile(given);
  refuseOtherSwarm(stack, engine.swarm, rememberedSwarm(project, given, state));
  await refuseLostState({ owner, env: context.env }, stack, state);
  refuseSecondClone(project, stack, given, state);

  let values = given;
  values = await ensureSecrets(context, project, values, report);
  values = needsNoCertificate(project, values)
    ? await removeUnneededCertificate(context, project, values, report)
    : await ensureCertificate(context, project, values, report);

  const directory = project.root;
  const config = loadStackConfig({ project: project.name, stack, directory, values });
  const references = deployedImages(config);
  await ensureImages({ directory, stack, references, engine }, report, context.env);
  return { ...session, engine, config, state };
}
