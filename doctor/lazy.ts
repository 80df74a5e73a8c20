/** Starts the work when its result is first wanted, and gives the same result to everybody. */
export function lazy<T>(work: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= work();
    return started;
  };
}
