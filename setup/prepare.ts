import { pins } from "../config/pins.ts";
import { type Report, reportTo } from "./console.ts";
import { ensureEngine } from "./engine.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { ensureImages } from "./images.ts";
import { main } from "./main.ts";
import { root, shortName, stackName } from "./project.ts";
import { ensurePulumi } from "./pulumi-home.ts";

/** Engine, Swarm and Pulumi: what every deployment needs. The engine comes first, since it may ask. */
export async function prepareMachine(
  report: Report,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<EngineFacts> {
  const engine = await ensureEngine(report, environment);
  await ensurePulumi(report, environment);
  return engine;
}

/** Everything that `make test` needs; deploys nothing. */
await main(import.meta.url, async () => {
  const report = reportTo(process.stderr);
  const engine = await prepareMachine(report);
  const references = Object.values(pins.images);
  await ensureImages({ directory: root, stack: shortName(stackName()), references, engine }, report);
});
