import { type StackCase, type Tree, withValues } from "./stack-case.ts";

/** Something that we refuse though `checkconfig --strict` takes it. */
export interface Stricter {
  readonly code: string;
  /** As a person would write it. */
  readonly example: string;
  readonly reason: string;
  readonly stack: StackCase;
  /** What the server does with it: stops, warns, or runs as if nothing were wrong. */
  readonly server: "stops" | "warns" | "runs";
}

/** A stack without a mistake. */
export const right: StackCase = {
  allowedOrigins: ["https://app.example.com"],
  namespaces: {},
  replicas: 1,
  centrifugo: {},
};

/** Options of Centrifugo's as the only thing that is wrong. */
export function options(code: string, values: Tree, server: Stricter["server"], reason: string): Stricter {
  const example = Object.entries(values).map(([path, value]) => `${path}: ${JSON.stringify(value)}`);
  const stack = { ...right, centrifugo: withValues({}, values) };
  return { code, example: example.join(", "), reason, server, stack };
}

export function origin(code: string, text: string, server: Stricter["server"], reason: string): Stricter {
  const example = `allowedOrigins: [${JSON.stringify(text)}]`;
  return { code, example, reason, server, stack: { ...right, allowedOrigins: [text] } };
}
