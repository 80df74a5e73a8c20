import { secretTexts } from "../config/secrecy.ts";
import { secretNames } from "../config/secrets.ts";
import { isOffloaded } from "../config/tls-mode.ts";
import { isExternal, watchesCertificate } from "../config/traefik-mode.ts";
import { UserError } from "../config/user-error.ts";
import { objectName, servicesOf } from "../stacks/names.ts";
import type { Report } from "./console.ts";
import { explainFailure } from "./explain-failure.ts";
import { mendInterrupted } from "./interrupted.ts";
import { findOutputs, readOutputs, type StackOutputs } from "./outputs.ts";
import { planChanges, planText } from "./plan.ts";
import { refusePortsInUse } from "./ports.ts";
import type { PreparedStack } from "./prepare-stack.ts";
import { shortName } from "./project.ts";
import { runPulumi } from "./run-pulumi.ts";
import { waitForCertificates } from "./wait-for-certificates.ts";
import { type Observation, watchTasks } from "./watch-tasks.ts";

/**
 * Brings the Swarm to what the stack file says; quick when it is there already.
 *
 * @returns the stack's outputs.
 * @throws UserError when something is in the way, with the reason per service when tasks do not run.
 */
export async function deploy(prepared: PreparedStack, report: Report): Promise<StackOutputs> {
  const { config, context, engine, project, state } = prepared;
  const identity = { project: project.name, stack: shortName(context.stack) };
  await mendInterrupted(context, project, state, report);
  if (engine.target.local && !isExternal(config.traefik)) {
    const { httpPort: http, httpsPort } = config.traefik;
    const https = isOffloaded(config.tls) ? undefined : httpsPort;
    const stackFile = `Pulumi.${identity.stack}.yaml`;
    const ownService = objectName(identity, "traefik");
    await refusePortsInUse({ http, https, ownService, project: project.name, stackFile }, context.env);
  }

  // All rules see the whole stack before anything is touched. What was removed or changed by hand, and what
  // Swarm has rolled back, counts as a change.
  report("comparing the stack with the Swarm");
  const changes = await planChanges(context);
  // A preview does not see changed outputs, such as those of an older version of the program.
  const known = changes.length === 0 ? await findOutputs(context) : undefined;
  if (known !== undefined) {
    report("nothing to change");
    return known;
  }
  for (const line of planText(changes)) report(line);

  const watch = watchTasks(
    servicesOf(config).map((name) => objectName(identity, name)),
    context.env,
  );
  const args = ["up", "--yes", "--skip-preview", "--refresh", "--suppress-outputs", "--suppress-progress"];
  const succeeded = await runPulumi(context, [...args, "--stack", context.stack]).finally(() => watch.end());
  if (succeeded) {
    if (watchesCertificate(config))
      await waitForCertificates(objectName(identity, "certificates"), context.env);
    return readOutputs(context);
  }
  throw failure(prepared, await watch.observation());
}

function failure({ config, context }: PreparedStack, seen: Observation): UserError {
  const stack = shortName(context.stack);
  const { encryptedOptions } = config;
  const settings = Object.fromEntries(
    secretNames.map((name): [string, string] => {
      const value = config[name] ?? "";
      return [name, typeof value === "string" ? value : JSON.stringify(value)];
    }),
  );
  const values = { ...settings, centrifugo: JSON.stringify(config.centrifugo) };
  const reasons = explainFailure(seen, {
    stack,
    stackFile: `Pulumi.${stack}.yaml`,
    secrets: secretTexts({ values, encrypted: new Set(), encryptedOptions }),
  });
  if (reasons.length === 0) {
    return new UserError("The deployment did not succeed; Pulumi's own message is above.", {
      fix: "mend what it names and run `make up` again; what was done already is kept.",
    });
  }
  return new UserError(["The deployment did not succeed, because tasks did not run.", ...reasons].join("\n"));
}
