import { randomUUID } from "node:crypto";
import { link, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../../config/user-error.ts";
import { ensureCertificate } from "../certificate.ts";
import type { Report } from "../console.ts";
import { shortName, stackFile } from "../project.ts";
import { tryPulumi } from "../pulumi.ts";
import { ensurePulumi } from "../pulumi-home.ts";
import { refuseSecondClone } from "../second-clone.ts";
import { ensureSecrets } from "../secrets.ts";
import { createStack, openSession, type Session } from "../session.ts";
import { readStackValues, type StackValues, setSecret } from "../stack.ts";
import { readStackState } from "../stack-state.ts";
import { needsNoCertificate } from "../unneeded-certificate.ts";
import type { OwnCertificate } from "./certificate-files.ts";

export interface NewStack {
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  readonly stack: string;
  /** Undefined when the file is there already. */
  readonly text: string | undefined;
  /** Undefined: one of this machine's development authority. */
  readonly certificate: OwnCertificate | undefined;
}

/**
 * Writes the stack file, makes the stack and stores its secrets, encrypted. Each step leaves alone what is
 * there, so that a run that was stopped is continued by the next one.
 */
export async function makeStack(
  { directory, stack, text, certificate }: NewStack,
  report: Report,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Session> {
  const session = await openSession({ ...environment, STACK: stack }, directory);
  const { context, project } = session;
  await ensurePulumi(report, context.env);
  if (text !== undefined) {
    await refuseLostFile(session);
    const file = stackFile(project, stack);
    await writeOnce(file, text);
    report(`wrote ${basename(file)}`);
  }
  await createStack(session, report);
  let values = await readStackValues(context);
  refuseSecondClone(project, shortName(stack), values, await readStackState(context));
  values = await ensureSecrets(context, project, values, report);
  if (needsNoCertificate(project, values)) return session;
  if (certificate === undefined) await ensureCertificate(context, project, values, report);
  else await storeCertificate(session, values, certificate, report);
  return session;
}

async function storeCertificate(
  { context, project }: Session,
  values: StackValues,
  { certificate, certificateKey }: OwnCertificate,
  report: Report,
): Promise<void> {
  const found = values[`${project.name}:certificate`];
  // A certificate without its key was cut off by a stop; both are stored again.
  if (found !== undefined && values[`${project.name}:certificateKey`] !== undefined) return;
  await setSecret(context, "certificateKey", certificateKey);
  await setSecret(context, "certificate", certificate);
  report("stored the certificate and its key (encrypted in the stack file)");
}

/**
 * Refuses to begin anew what is deployed: every token and every backend's key would stop working.
 *
 * @throws UserError that asks for the old stack file.
 */
async function refuseLostFile({ context }: Session): Promise<void> {
  const exported = await tryPulumi(context, ["stack", "export", "--stack", context.stack]);
  if (!exported.ok || !/"urn":/.test(exported.stdout)) return;
  const name = `Pulumi.${shortName(context.stack)}.yaml`;
  throw new UserError(`The stack ${context.stack} is deployed, but its ${name} is not here.`, {
    fix: `get ${name} back from Git or from the clone that deployed it; a new one would have other secrets.`,
  });
}

/** Complete or not at all, and never over a file that is there. */
async function writeOnce(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, text, { mode: 0o644 });
  try {
    await link(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new UserError(`${file} was made by somebody else meanwhile.`, {
      fix: "look at it, then run this again.",
    });
  } finally {
    await rm(temporary, { force: true });
  }
}
