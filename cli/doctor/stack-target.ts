import { readFile } from "node:fs/promises";
import { UserError } from "../../config/user-error.ts";
import type { DoctorTarget } from "../../doctor/doctor-target.ts";

/**
 * What is known of a stack of our own program: its configuration, decrypted, and what it has deployed.
 *
 * @throws UserError with exit code 2 when it was never deployed, or its secrets cannot be opened.
 */
export async function stackTarget(stack: {
  readonly stack: string;
  readonly directory: string;
  /** False: Pulumi is not asked what differs. */
  readonly drift: boolean;
}): Promise<DoctorTarget> {
  const [
    { openSession },
    { readStackValues },
    { findOutputs },
    { loadStackConfig },
    { doctorTarget },
    { readEngineFacts },
    { authorityFile },
    { paths },
    { shortName },
    { readDrift },
  ] = await Promise.all([
    import("../../setup/session.ts"),
    import("../../setup/stack.ts"),
    import("../../setup/outputs.ts"),
    import("../../config/load.ts"),
    import("../../setup/doctor-target.ts"),
    import("../../setup/engine-facts.ts"),
    import("../../setup/certificate-authority.ts"),
    import("../../setup/paths.ts"),
    import("../../setup/project.ts"),
    import("../../setup/drift.ts"),
  ]);
  const { project, context } = await openSession({ ...process.env, STACK: stack.stack }, stack.directory);
  const [values, outputs, engine, authority] = await Promise.all([
    readStackValues(context),
    findOutputs(context),
    readEngineFacts(context.env),
    // Only a stack with our own development certificate has need of it.
    readFile(authorityFile(paths(context.env).ca), "utf8").catch(() => ""),
  ]);
  if (outputs === undefined)
    throw new UserError(`The stack ${shortName(context.stack)} was not deployed yet.`, {
      fix: "run `make up`, or name a stack that somebody deployed by hand: --service NAME",
      exitCode: 2,
    });
  const name = shortName(context.stack);
  const directory = project.root;
  const config = loadStackConfig({ project: project.name, stack: name, directory, values });
  const target = doctorTarget({
    config,
    outputs,
    identity: { project: project.name, stack: name },
    directory,
    authority,
    engine: engine.target,
  });
  return stack.drift ? { ...target, drift: () => readDrift(context) } : target;
}
