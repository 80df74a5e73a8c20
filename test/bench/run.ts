import { printUserError } from "../../config/user-error.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { measureAgainst, measureGrowth } from "./check.ts";
import { measureDoctor } from "./doctor.ts";
import { measureRecovery, type Recovery } from "./lost-clients.ts";
import { installPeers } from "./peers.ts";
import type { Pair } from "./side-by-side.ts";
import { measureConfigCheck, measureConfigLoad, measurePolicyPack, measurePreview } from "./start-up.ts";
import { measureWorkflowPreview } from "./workflow-preview.ts";

/** `make bench`: times on a real stack of its own, as ratios where two things are measured side by side. */
const clients = 300;

const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  say("Command line (medians of runs in turns)");
  sayPair("node, and config check of the example stack file", await measureConfigCheck());

  await measureCheck();

  say(
    "\nThe preview of a pull request, on a clone and a stack of its own (about a minute until it is deployed)",
  );
  sayPair("bare pulumi preview, and make ci-preview", await measureWorkflowPreview(9));

  say("\ndeploying a stack of three Centrifugo nodes (about a minute); everything below is measured on it");
  const stack = await createTestStack({ replicas: 3 });
  try {
    await stack.up();
    await measure(stack);
  } finally {
    await stack.dispose();
  }
}

async function measureCheck(): Promise<void> {
  const { peers, missing } = await installPeers();
  say("\nChecking a small stack file (medians of runs in turns)");
  for (const peer of peers) sayPair(`${peer.name}, and check`, await measureAgainst(peer, 7));
  for (const reason of missing) say(`  not measured: ${reason}`);

  say("\ncheck by the number of services in one stack file");
  for (const { services, time: spent } of await measureGrowth([10, 100, 1000], 5))
    say(`  ${services} services: ${time(spent)}`);
}

async function measure(stack: TestStack): Promise<void> {
  say("\nStarting (medians of runs in turns)");
  sayPair("node, and node that loads and checks the stack's configuration", await measureConfigLoad(stack));
  sayPair("pulumi preview with an empty policy pack, and with ours", await measurePolicyPack(stack));
  sayPair("pulumi preview without changes, and the same with the policy pack", await measurePreview(stack));

  say("\nDoctor, on a healthy stack of three nodes (medians of runs in turns)");
  const target = await stack.doctorTarget();
  const doctor = await measureDoctor(stack, 3);
  sayPair("config check, and the whole doctor as a command", doctor);

  say(`\nOne of three Centrifugo tasks is killed under ${clients} clients: from losing the connection to`);
  say("being connected again, over the clients that lost it");
  const calm = await measureRecovery(target, clients, 0);
  sayRecovery("nobody else connects", calm);
  const stormy = await measureRecovery(target, clients, clients);
  sayRecovery(`${clients} new clients connect at the same moment`, stormy);
  say(`  second to first: median ${ratio(stormy.p50, calm.p50)}, p99 ${ratio(stormy.p99, calm.p99)}`);
}

function sayPair(what: string, { base, other }: Pair): void {
  say(`  ${what}: ${time(base)}, ${time(other)}; second to first ${ratio(other, base)}`);
}

function sayRecovery(what: string, { lost, p50, p99 }: Recovery): void {
  say(`  ${what}: median ${time(p50)}, p99 ${time(p99)} (${lost} clients)`);
}

function time(milliseconds: number): string {
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)}x`;
}

await main().catch((error: unknown) => {
  process.exitCode = printUserError(error);
});
