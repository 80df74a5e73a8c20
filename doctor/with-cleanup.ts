const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Listeners of ours: several pieces of work may run side by side, and the last one to be clean ends the process. */
const ours = new Set<unknown>();
let stopping = false;

/**
 * Runs `work`, then `cleanup`: when it returns, when it throws, and when the process is told to stop.
 *
 * After a signal the process goes on to end by that signal, unless somebody else listens for it too and
 * so has taken over ending it; work that would begin then never begins. `lastResort` runs synchronously if the
 * process exits before `cleanup` is done.
 */
export async function withCleanup<T>(
  work: () => Promise<T>,
  cleanup: () => Promise<void>,
  lastResort: () => void,
): Promise<T> {
  if (stopping) return new Promise<never>(() => {});
  let cleaning: Promise<void> | undefined;
  const cleanOnce = () => {
    cleaning ??= cleanup();
    return cleaning;
  };
  const onSignal = (signal: NodeJS.Signals) => {
    const isLeftToUs = process.listeners(signal).every((listener) => ours.has(listener));
    stopping ||= isLeftToUs;
    const end = () => {
      detach();
      if (isLeftToUs && process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    cleanOnce().then(end, () => {
      lastResort();
      end();
    });
  };
  const detach = () => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off("exit", lastResort);
    ours.delete(onSignal);
  };
  ours.add(onSignal);
  for (const signal of signals) process.on(signal, onSignal);
  process.once("exit", lastResort);
  try {
    return await work();
  } finally {
    try {
      await cleanOnce();
    } finally {
      detach();
    }
  }
}
