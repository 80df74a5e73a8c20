import type { Cause } from "./diagnose.ts";
import type { Saying, StepName, StepState } from "./state.ts";
import type { Check, TokenPayload } from "./token-payload.ts";

/** What a run tells the page while it goes on. */
export interface Listener {
  readonly step: (name: StepName, state: StepState, detail?: Saying) => void;
  readonly log: (state: StepState, text: Saying) => void;
  readonly token: (token: TokenPayload, checks: readonly Check[]) => void;
  readonly message: (text: string) => void;
  readonly fail: (cause: Cause, detail: string) => void;
  /** A message of this page came back, after so many milliseconds. */
  readonly travelled: (milliseconds: number) => void;
}
