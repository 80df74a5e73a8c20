/** How many wrong passwords are taken in one window, before nobody there may try again. */
const limits = { perAddress: 10, all: 1000 } as const;
const windowMs = 15 * 60_000;

/** Counts wrong passwords: by address, and all together, since an attacker may have many addresses. */
export function createLoginLimits() {
  let begin = 0;
  let all = 0;
  const byAddress = new Map<string, number>();

  /** Seconds until another try is allowed; 0: now. */
  function waitFor(address: string, now = Date.now()): number {
    if (now - begin >= windowMs) {
      begin = now;
      all = 0;
      byAddress.clear();
    }
    const isOpen = all < limits.all && (byAddress.get(address) ?? 0) < limits.perAddress;
    return isOpen ? 0 : Math.ceil((begin + windowMs - now) / 1000);
  }

  function countFailure(address: string): void {
    all += 1;
    byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
  }

  return { waitFor, countFailure };
}
