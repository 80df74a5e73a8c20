import { printUserError } from "../../config/user-error.ts";
import { proveDelivery } from "../../doctor/proof.ts";
import { createTestStack } from "../support/test-stack.ts";
import { measureRecovery, type Recovery } from "./lost-clients.ts";

/** `make bench`: times on a real stack of its own, as ratios where two things are measured side by side. */
const clients = 300;

const say = (line: string) => console.log(line);
const milliseconds = (value: number) => `${Math.round(value)} ms`;
const row = (name: string, { lost, p50, p99 }: Recovery) =>
  say(`${name}: ${lost} lost clients back, p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`);

async function main(): Promise<void> {
  say("deploying a stack of three Centrifugo nodes (about a minute)");
  const stack = await createTestStack({ replicas: 3 });
  try {
    await stack.up();
    const target = await stack.proofTarget();

    const start = performance.now();
    const { ok } = await proveDelivery(target, () => {});
    say(`closing proof: ${milliseconds(performance.now() - start)}${ok ? "" : " (it failed)"}`);

    const calm = await measureRecovery(target, clients, 0);
    row("one task of three killed under 300 clients", calm);
    const stormy = await measureRecovery(target, clients, clients);
    row("the same while 300 more clients connect", stormy);
    say(`storm to calm: p50 ${ratio(stormy.p50, calm.p50)}, p99 ${ratio(stormy.p99, calm.p99)}`);
  } finally {
    await stack.dispose();
  }
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)}x`;
}

await main().catch((error: unknown) => {
  process.exitCode = printUserError(error);
});
