/** The Pulumi program: check the configuration, the rules and the Swarm, then deploy. */
import * as pulumi from "@pulumi/pulumi";
import { readImageSources, resolveImages } from "./config/images.ts";
import { type LoadOptions, loadStackConfig, placeFindings } from "./config/load.ts";
import { UserError, userErrorText } from "./config/user-error.ts";
import { configWarnings } from "./config/warnings.ts";
import type { RealtimeShape } from "./stacks/definitions.ts";
import { engineChoice } from "./stacks/engine-flags.ts";
import { Realtime } from "./stacks/realtime.ts";
import { refuseViolations } from "./stacks/refuse-violations.ts";
import { rememberedSwarm } from "./stacks/remembered-swarm.ts";
import { readSwarmFacts } from "./stacks/swarm-facts.ts";
import { guardSwarm } from "./stacks/swarm-guard.ts";

const identity = { project: pulumi.getProject(), stack: pulumi.getStack() };
const directory = pulumi.getRootDirectory();

/** The outputs. What a stack does not have, such as a test page, is none of them: Pulumi would warn each time. */
export default await deploy().catch((error) => {
  // Pulumi shows a RunError as it is, and anything else with its stack trace.
  throw error instanceof UserError ? new pulumi.RunError(userErrorText(error)) : error;
});

async function deploy() {
  const options = { ...identity, directory, values: pulumi.runtime.allConfig() };
  const config = resolveImages(loadStackConfig(options), readImageSources(directory, identity.stack));
  // What the settings do not offer goes in here: `transform` for arguments, `editFiles` for files.
  const shape: RealtimeShape = { identity, config };
  // Without an engine nothing is deployed: `check` records what would be, and runs the rules on that.
  const swarm = pulumi.runtime.hasEngine() ? await guardedSwarm(shape, options) : { swarmId: "" };
  const realtime = new Realtime(identity.stack, { ...shape, ...swarm });
  const { websocketUrl, apiUrl, testPageUrl, services, networks, secrets, traefikFile } = realtime;
  const { swarmId } = swarm;
  const outputs = { websocketUrl, apiUrl, testPageUrl, services, networks, secrets, swarmId, traefikFile };
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
}

/** The Swarm to deploy to, and networks of others that are on it, once nothing speaks against it. */
async function guardedSwarm(shape: RealtimeShape, options: LoadOptions) {
  // All rules see all that is about to be declared: a policy on a whole stack would run too late to stop it.
  refuseViolations(shape, options);
  for (const { path, message, fix } of placeFindings(configWarnings(shape.config), options)) {
    await pulumi.log.warn(`${path}: ${message} ${fix}`);
  }
  const engine = engineChoice(options.values, process.env);
  const [facts, remembered] = await Promise.all([
    readSwarmFacts(identity, engine),
    rememberedSwarm(identity),
  ]);
  guardSwarm(facts, identity, shape.config, remembered);
  return { swarmId: facts.clusterId, networkIds: facts.overlays };
}
