import { relative } from "node:path";
import { UserError } from "../config/user-error.ts";
import { proveDelivery } from "../doctor/proof.ts";
import { objectName } from "../stacks/names.ts";
import { authorityFile, ensureAuthority } from "./certificate-authority.ts";
import { paint, type Report, reportTo } from "./console.ts";
import { mendInterrupted } from "./interrupted.ts";
import { main } from "./main.ts";
import { readOutputs } from "./outputs.ts";
import { paths } from "./paths.ts";
import { refusePortsInUse } from "./ports.ts";
import { type PreparedStack, prepareStack } from "./prepare-stack.ts";
import { shortName, stackFile } from "./project.ts";
import { proofTarget } from "./proof-target.ts";
import { runPulumi } from "./run-pulumi.ts";
import { summaryText } from "./summary.ts";

/** `make up`: prepare, deploy, prove that a message travels, say what is where. */
await main(import.meta.url, async () => {
  const report = reportTo(process.stdout);
  const prepared = await prepareStack(report);
  await deploy(prepared, report);
  await prove(prepared);
});

async function deploy(prepared: PreparedStack, report: Report): Promise<void> {
  const { config, context, engine, project } = prepared;
  const stack = shortName(context.stack);
  await mendInterrupted(context, project, report);
  if (engine.target.local) {
    const ownService = objectName({ project: project.name, stack }, "traefik");
    const { httpPort: http, httpsPort: https } = config.traefik;
    await refusePortsInUse({ http, https, ownService }, context.env);
  }
  // Pulumi previews first: our rules then see the whole stack before anything is touched. The refresh brings
  // back what was removed or changed by hand, and what Swarm has rolled back.
  if (await runPulumi(context, ["up", "--yes", "--refresh", "--stack", context.stack])) return;
  throw new UserError("The deployment did not succeed; Pulumi's own message is above.", {
    fix: "mend what it names and run `make up` again; what was done already is kept.",
  });
}

async function prove({ config, context, engine, project }: PreparedStack): Promise<void> {
  const outputs = await readOutputs(context);
  const ca = paths(context.env).ca;
  const target = proofTarget({
    config,
    outputs,
    directory: project.root,
    name: shortName(context.stack),
    authority: (await ensureAuthority(ca)).certificate,
    engine: engine.target,
  });
  console.log(`\n${paint("bold", "Does a message travel?")}`);
  const { ok } = await proveDelivery(target, (line) => console.log(line));
  if (!ok) {
    throw new UserError("The stack is deployed, but the proof above did not pass.", {
      fix: "follow the fix beside the failed line, then run `make up` again.",
    });
  }
  const summary = summaryText({
    stack: shortName(context.stack),
    outputs,
    stackFile: relative(project.root, stackFile(project, context.stack)),
    authorityFile: authorityFile(ca),
    passphraseFile: context.env["PULUMI_CONFIG_PASSPHRASE_FILE"],
  });
  console.log(summary);
}
