import { percentile } from "./statistics.ts";

/** Medians of two things that were measured in turns, in milliseconds. */
export interface Pair {
  readonly base: number;
  readonly other: number;
}

/** Runs `base` and `other` in turns, `runs` times each, so that a busy machine slows both down alike. */
export async function sideBySide(
  runs: number,
  base: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<Pair> {
  const times = { base: [] as number[], other: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    times.base.push(await timeOf(base));
    times.other.push(await timeOf(other));
  }
  return { base: percentile(times.base, 0.5), other: percentile(times.other, 0.5) };
}

/** How long it takes, in milliseconds of wall-clock time. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
