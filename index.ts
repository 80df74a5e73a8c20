/** The Pulumi program: check the configuration, the rules and the Swarm, then deploy. */
import * as pulumi from "@pulumi/pulumi";
import { readImageSources, resolveImages } from "./config/images.ts";
import { loadStackConfig } from "./config/load.ts";
import { UserError, userErrorText } from "./config/user-error.ts";
import type { RealtimeShape } from "./stacks/definitions.ts";
import { engineChoice } from "./stacks/engine-flags.ts";
import { Realtime } from "./stacks/realtime.ts";
import { refuseViolations } from "./stacks/refuse-violations.ts";
import { rememberedSwarm } from "./stacks/remembered-swarm.ts";
import { readSwarmFacts } from "./stacks/swarm-facts.ts";
import { guardSwarm } from "./stacks/swarm-guard.ts";

const identity = { project: pulumi.getProject(), stack: pulumi.getStack() };
const directory = pulumi.getRootDirectory();

export const { websocketUrl, apiUrl, services, networks, secrets, swarmId } = await deploy().catch(
  (error) => {
    // Pulumi shows a RunError as it is, and anything else with its stack trace.
    throw error instanceof UserError ? new pulumi.RunError(userErrorText(error)) : error;
  },
);

async function deploy() {
  const values = pulumi.runtime.allConfig();
  const options = { ...identity, directory, values };
  const config = resolveImages(loadStackConfig(options), readImageSources(directory, identity.stack));
  // What the settings do not offer goes in here: `transform` for arguments, `editFiles` for files.
  // All rules see all that is about to be declared: a policy on a whole stack would run too late to stop it.
  const shape: RealtimeShape = { identity, config };
  refuseViolations(shape, options);

  const engine = engineChoice(values, process.env);
  const [facts, remembered] = await Promise.all([
    readSwarmFacts(identity, engine),
    rememberedSwarm(identity),
  ]);
  guardSwarm(facts, identity, config, remembered);

  const swarmId = facts.clusterId;
  const { websocketUrl, apiUrl, services, networks, secrets } = new Realtime(identity.stack, {
    ...shape,
    swarmId,
  });
  return { websocketUrl, apiUrl, services, networks, secrets, swarmId };
}
