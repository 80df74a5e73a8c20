import type { Report } from "./report.ts";

/** Milliseconds between two lines of progress. */
const interval = 15_000;

/** Says what starts, every fifteen seconds how long it has been, and at the end how long it took. */
export async function withProgress<T>(
  work: { title: string; usualTime: string },
  report: Report,
  task: () => Promise<T>,
): Promise<T> {
  const start = Date.now();
  report(`building ${work.title} (usually ${work.usualTime} on two cores)`);
  const timer = setInterval(() => {
    report(`building ${work.title}: ${duration(Date.now() - start)} so far (usually ${work.usualTime})`);
  }, interval);
  try {
    const result = await task();
    report(`built ${work.title} in ${duration(Date.now() - start)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
