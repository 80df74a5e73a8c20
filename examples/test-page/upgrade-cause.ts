import { call } from "./backend-calls.ts";
import { type Cause, causeOfUpgrade } from "./diagnose.ts";
import type { Listener } from "./listener.ts";

interface ProbeAnswer {
  readonly upgrade: { readonly status: number; readonly code: string };
  readonly centrifugo: { readonly ok: boolean };
}

/**
 * Why a websocket does not open. To a page all failures look alike, so the backend asks the same address, and it
 * is told the difference.
 */
export async function findUpgradeCause(log: Listener["log"]): Promise<{ cause: Cause; detail: string }> {
  log("working", (words) => words.asking);
  const found = await call<ProbeAnswer>("probe");
  const { status, code } = found.upgrade;
  log("failed", (words) => words.answered(status, code));
  const detail = status === 0 ? code : `HTTP ${status}, Origin: ${location.origin}`;
  return { cause: causeOfUpgrade(found), detail };
}
