import { relative } from "node:path";
import { UserError } from "../config/user-error.ts";
import { proveDelivery } from "../doctor/proof.ts";
import { acmeOf } from "../stacks/acme.ts";
import { ownerOf } from "../stacks/names.ts";
import { isDevelopmentCertificate } from "./certificate.ts";
import { authorityFile, ensureAuthority } from "./certificate-authority.ts";
import { paint, type Report, reportTo } from "./console.ts";
import { deploy } from "./deploy.ts";
import { doctorTarget } from "./doctor-target.ts";
import { removeOldCertificates, removeOutdatedSecrets } from "./leftovers.ts";
import { main } from "./main.ts";
import type { StackOutputs } from "./outputs.ts";
import { paths } from "./paths.ts";
import { type PreparedStack, prepareStack } from "./prepare-stack.ts";
import { shortName, stackFile } from "./project.ts";
import { proofTarget } from "./proof-target.ts";
import { summaryText } from "./summary.ts";

/** `make up`: prepare, deploy, prove that a message travels, say what is where. */
await main(import.meta.url, async () => {
  const report = reportTo(process.stdout);
  const prepared = await prepareStack(report);
  const outputs = await deploy(prepared, report);
  await cleanUp(prepared, outputs, report);
  await prove(prepared, outputs);
});

async function cleanUp(
  { context, project }: PreparedStack,
  { secrets }: StackOutputs,
  report: Report,
): Promise<void> {
  const owner = ownerOf({ project: project.name, stack: shortName(context.stack) });
  await removeOldCertificates({ owner, env: context.env });
  const outdated = await removeOutdatedSecrets({ owner, env: context.env }, Object.values(secrets));
  if (outdated.length === 0) return;
  report(`outdated, but still mounted by a service: ${outdated.join(", ")}`);
  report(`  let it mount ${Object.values(secrets).join(" and ")}`);
}

async function prove(prepared: PreparedStack, outputs: StackOutputs): Promise<void> {
  const { config, context, engine, project } = prepared;
  const ca = paths(context.env).ca;
  const target = doctorTarget({
    config,
    outputs,
    identity: { project: project.name, stack: shortName(context.stack) },
    directory: project.root,
    settleMs: 15_000,
    authority: (await ensureAuthority(ca)).certificate,
    engine: engine.target,
  });
  console.log(`\n${paint("bold", "Does a message travel?")}`);
  const show = (line: string) => console.log(line);
  const { ok } = await proveDelivery(await proofTarget(target, show), show);
  if (!ok) {
    throw new UserError("The stack is deployed, but the proof above did not pass.", {
      fix: "follow the fix beside the failed line, then run `make up` again.",
    });
  }
  const summary = summaryText({
    stack: shortName(context.stack),
    outputs,
    stackFile: relative(project.root, stackFile(project, context.stack)),
    staging: acmeOf(config)?.staging === true,
    authorityFile: isDevelopmentCertificate(config.certificate) ? authorityFile(ca) : undefined,
    passphraseFile: context.env["PULUMI_CONFIG_PASSPHRASE_FILE"],
    testPageUser: config.testPage?.user,
  });
  console.log(summary);
}
