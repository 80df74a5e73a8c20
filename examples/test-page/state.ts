/** What the page knows; everything that is shown follows from it, in either language. */
import type { Cause } from "./diagnose.ts";
import type { Check, TokenPayload } from "./token-payload.ts";
import type { Words } from "./words.ts";

/** Steps in the order in which they are taken. */
export const stepNames = [
  "pressed",
  "token",
  "payload",
  "library",
  "connecting",
  "connected",
  "client",
  "subscribed",
  "published",
  "received",
] as const;
export type StepName = (typeof stepNames)[number];
export type StepState = keyof Words["states"];

/** A text that can be said in either language. */
export type Saying = string | ((words: Words) => string);

export interface Step {
  readonly state: StepState;
  readonly detail?: Saying;
}

export interface LogLine {
  /** Milliseconds since Connect was pressed. */
  readonly at: number;
  readonly state: StepState;
  readonly text: Saying;
}

export interface ReceivedMessage {
  readonly time: Date;
  readonly text: string;
}

export interface PageState {
  /** What names of services begin with; the commands that the page shows have it. */
  stack: string;
  phase: "idle" | "running" | "connected";
  steps: Partial<Record<StepName, Step>>;
  log: LogLine[];
  token: TokenPayload | undefined;
  checks: readonly Check[];
  failure: { readonly cause: Cause; readonly detail: string } | undefined;
  /** Milliseconds from publishing to receiving; undefined: not yet. */
  travelled: number | undefined;
  messages: ReceivedMessage[];
}

export function newState(stack: string): PageState {
  return {
    stack,
    phase: "idle",
    steps: {},
    log: [],
    token: undefined,
    checks: [],
    failure: undefined,
    travelled: undefined,
    messages: [],
  };
}

export function say(saying: Saying, words: Words): string {
  return typeof saying === "string" ? saying : saying(words);
}
