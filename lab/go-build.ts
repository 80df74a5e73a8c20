import { totalmem } from "node:os";
import { findGo } from "./go.ts";
import type { Report } from "./report.ts";
import { run } from "./run.ts";

/** What is compiled, besides the sources of its module. */
export type GoBuild = {
  package: string;
  /** `readonly`: what go.sum has verified, or `vendor`: the tree that `go mod vendor` made of it. */
  mod: "readonly" | "vendor";
  /** Values that the linker writes into string variables. */
  values: Record<string, string>;
};

/** The arguments of `go build`: the same sources give the same binary on every machine. */
export function goBuildArguments(build: GoBuild): string[] {
  const values = Object.entries(build.values).map(([name, value]) => `-X ${name}=${value}`);
  const ldflags = ["-s", "-w", ...values].join(" ");
  return ["build", `-mod=${build.mod}`, "-trimpath", "-buildvcs=false", "-ldflags", ldflags];
}

/** Compiles one binary from the Go module in a folder. */
export async function goBuild(
  build: GoBuild,
  where: { module: string; output: string; log: string },
  report: Report,
): Promise<void> {
  const command = [...goBuildArguments(build), "-o", where.output, build.package];
  await withCompileSlot(() => goRun(command, where, report));
}

/** Runs a go command in a module's folder, without what the user has set for his own work. */
export async function goRun(
  command: readonly string[],
  where: { module: string; log: string },
  report: Report,
): Promise<void> {
  const go = await findGo(report);
  const environment = {
    CGO_ENABLED: "0",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    // Not empty: for an empty one go takes what `go env -w` has stored.
    GOFLAGS: "-buildvcs=false",
  };
  await run(where.log, [go, ...command], { cwd: where.module, environment });
}

// Two at once use the core that one build leaves idle while it downloads or links; each link takes up to 3 GB.
let freeSlots = totalmem() > 8 * 1024 ** 3 ? 2 : 1;
const queue: (() => void)[] = [];

async function withCompileSlot<T>(task: () => Promise<T>): Promise<T> {
  if (freeSlots === 0) await new Promise<void>((resolve) => queue.push(resolve));
  else freeSlots--;
  try {
    return await task();
  } finally {
    const next = queue.shift();
    if (next === undefined) freeSlots++;
    else next();
  }
}
