import fc from "fast-check";
import * as z from "zod";
import { ConfigError } from "../../config/config-error.ts";
import type { ConfigIssue } from "../../config/config-issue.ts";
import { schemaAt, unwrap } from "../../config/schema-walk.ts";
import { type StackConfig, stackConfigSchema } from "../../config/stack-config.ts";
import { good, load } from "../config/stack.ts";

/** A mistake in one setting, said to us and to the server. */
export interface Fault<Files> {
  /** The setting as the stack file names it, without its system. */
  readonly setting: string;
  /** What is written there, for the message of a failed test. */
  readonly value: unknown;
  /** Puts the mistake into settings that are right. */
  readonly write: (settings: Settings) => Settings;
  /** Puts the same mistake, past our schema, into the files that the server gets. */
  readonly render: (files: Files) => Files;
}

export type Settings = Readonly<Record<string, unknown>>;

/** Something that we refuse though the server takes it, with a value that shows it. */
export interface Stricter<Files> {
  readonly code: string;
  readonly reason: string;
  readonly fault: Fault<Files>;
  /** False: only this very value; random faults of the same code must be refused by the server too. */
  readonly random: boolean;
}

/** How many servers a property starts; the same ones every time. */
export const runs = {
  seed: 20_261_125,
  numRuns: process.env["TEST_TIER"] === "full" ? 300 : 25,
  endOnFailure: true,
};

/** The configuration as Pulumi's values give it, or what is wrong with it. */
export function check(values: Record<string, unknown>): {
  config?: StackConfig;
  issues: readonly ConfigIssue[];
} {
  const texts = Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]);
  try {
    return { config: load({ ...good, ...Object.fromEntries(texts) }), issues: [] };
  } catch (error) {
    if (error instanceof ConfigError) return { issues: error.issues };
    throw error;
  }
}

/** The words that our schema takes for a setting. */
export function wordsOf(...path: readonly string[]): string[] {
  const schema = schemaAt(stackConfigSchema, path);
  const inner = schema && unwrap(schema);
  if (!(inner instanceof z.ZodEnum)) throw new Error(`${path.join(".")} takes no words.`);
  return inner.options.map(String);
}

/** The whole numbers that our schema takes for a setting. */
export function numbersOf(...path: readonly string[]): fc.Arbitrary<number> {
  const schema = schemaAt(stackConfigSchema, path);
  const inner = schema && unwrap(schema);
  if (!(inner instanceof z.ZodNumber)) throw new Error(`${path.join(".")} takes no numbers.`);
  return fc.integer({ min: Number(inner.minValue), max: Number(inner.maxValue) });
}

/** A word that is none of the known ones. */
export function unknownWord(...known: readonly string[]): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z]{2,10}$/).filter((word) => !known.includes(word));
}

/** A name with one letter too few or too many. */
export function misspelt(name: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: 1, max: name.length - 1 }), fc.constantFrom("", "q"))
    .map(([at, more]) => {
      return `${name.slice(0, at)}${more}${name.slice(more === "" ? at + 1 : at)}`;
    });
}

export const count = fc.integer({ min: 1, max: 999 });

/** A number with something behind it that is no unit, neither of ours nor of Go, Redis or Traefik. */
export function badUnit(...units: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(count, fc.constantFrom(...units)).map(([amount, unit]) => `${amount}${unit}`);
}
