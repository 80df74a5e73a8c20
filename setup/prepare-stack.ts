import { loadStackConfig } from "../config/load.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { ensureCertificate } from "./certificate.ts";
import type { Report } from "./console.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { ensureImages } from "./images.ts";
import { releaseStaleLock } from "./lock.ts";
import { prepareMachine } from "./prepare.ts";
import { shortName } from "./project.ts";
import { ensureSecrets } from "./secrets.ts";
import { createStack, openSession, type Session } from "./session.ts";
import { readStackValues } from "./stack.ts";

export interface PreparedStack extends Session {
  readonly engine: EngineFacts;
  readonly config: StackConfig;
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

  let values = await readStackValues(context);
  values = await ensureSecrets(context, project, values, report);
  values = await ensureCertificate(context, project, values, report);

  const directory = project.root;
  const stack = shortName(context.stack);
  const config = loadStackConfig({ project: project.name, stack, directory, values });
  const references = Object.values(config.images);
  await ensureImages({ directory, stack, references, engine }, report, context.env);
  return { ...session, engine, config };
}
