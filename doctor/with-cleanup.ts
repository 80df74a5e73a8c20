const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work`, then `cleanup`: when it returns, when it throws, and when the process is told to stop.
 *
 * After a signal the process goes on to end by that signal, unless somebody else listens for it too and
 * so has taken over ending it. `lastResort` runs synchronously if the process exits before `cleanup` is done.
 */
export async function withCleanup<T>(
  work: () => Promise<T>,
  cleanup: () => Promise<void>,
  lastResort: () => void,
): Promise<T> {
  let cleaning: Promise<void> | undefined;
  const cleanOnce = () => {
    cleaning ??= cleanup();
    return cleaning;
  };
  const onSignal = (signal: NodeJS.Signals) => {
    const alone = process.listenerCount(signal) === 1;
    const end = () => {
      detach();
      if (alone) process.kill(process.pid, signal);
    };
    cleanOnce().then(end, () => {
      lastResort();
      end();
    });
  };
  const detach = () => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off("exit", lastResort);
  };
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
