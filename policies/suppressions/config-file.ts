import { isMap, isSeq, LineCounter, parseDocument } from "yaml";
import type { Rule } from "../rule.ts";
import { checkSuppression } from "./comments.ts";
import type { Suppression } from "./suppression.ts";
import { SuppressionError } from "./suppression-error.ts";

/** What a `centrifugo-swarm.yaml` says about the rules. */
export interface RuleSettings {
  readonly suppressions: readonly Suppression[];
  /** Severities that differ from the rules' own. */
  readonly levels: ReadonlyMap<string, Rule["severity"]>;
}

const severities: readonly string[] = ["error", "warning", "info"];
const example =
  "Write `ignore: [{ rule: RULE, service: NAME, reason: why }]` and `levels: { RULE: warning }`.";

/**
 * Reads the settings of the rules: `ignore` with `rule`, `service` (all where it is left out) and `reason`, and
 * `levels` with a severity by rule.
 *
 * @throws SuppressionError for what cannot be read, with its line.
 */
export function readRuleSettings(file: string, text: string, known: ReadonlySet<string>): RuleSettings {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: "error" });
  const lineAt = (node: unknown): string => {
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
    const start = Array.isArray(range) ? Number(range[0]) : 0;
    return `${file}:${counter.linePos(start).line}`;
  };
  const [broken] = document.errors;
  if (broken !== undefined)
    throw new SuppressionError(`${file}:${counter.linePos(broken.pos[0]).line}`, "this is no YAML.", example);
  const { contents } = document;
  if (contents === null) return { suppressions: [], levels: new Map() };
  if (!isMap(contents)) throw new SuppressionError(`${file}:1`, "this file holds no settings.", example);
  for (const { key } of contents.items) {
    if (String(key) !== "ignore" && String(key) !== "levels")
      throw new SuppressionError(lineAt(key), "there are only the settings `ignore` and `levels`.", example);
  }
  return {
    suppressions: readIgnore(contents.get("ignore", true), lineAt, known),
    levels: readLevels(contents.get("levels", true), lineAt, known),
  };
}

function readIgnore(
  node: unknown,
  lineAt: (node: unknown) => string,
  known: ReadonlySet<string>,
): readonly Suppression[] {
  if (node === undefined) return [];
  if (!isSeq(node)) throw new SuppressionError(lineAt(node), "`ignore` is a list.", example);
  return node.items.map((item): Suppression => {
    const place = lineAt(item);
    if (!isMap(item))
      throw new SuppressionError(place, "an item of `ignore` has `rule` and `reason`.", example);
    const other = item.items.find(({ key }) => !["rule", "service", "reason"].includes(String(key)));
    if (other !== undefined)
      throw new SuppressionError(lineAt(other.key), "an item has `rule`, `service` and `reason`.", example);
    const [rule, service, reason = ""] = ["rule", "service", "reason"].map((key) => textOf(item.get(key)));
    // An empty one would leave the rule out for all services.
    if (service === undefined && item.has("service"))
      throw new SuppressionError(place, "`service` is the name of one service.", example);
    const rules = rule === undefined ? [] : [rule];
    checkSuppression(rules, reason, { place, known, example });
    const matches: Suppression["matches"] = (finding) => service === undefined || finding.service === service;
    return { rules, reason, place, matches };
  });
}

function readLevels(
  node: unknown,
  lineAt: (node: unknown) => string,
  known: ReadonlySet<string>,
): ReadonlyMap<string, Rule["severity"]> {
  if (node === undefined) return new Map();
  if (!isMap(node))
    throw new SuppressionError(lineAt(node), "`levels` has a severity for each rule.", example);
  return new Map(
    node.items.map(({ key, value }) => {
      const place = lineAt(key);
      const rule = String(key);
      checkSuppression([rule], "a level needs none", { place, known, example });
      const level = String(value);
      if (!isSeverity(level))
        throw new SuppressionError(
          place,
          "a level is error, warning or info.",
          "To leave a rule out, put it under `ignore` with a reason.",
        );
      return [rule, level];
    }),
  );
}

function isSeverity(text: string): text is Rule["severity"] {
  return severities.includes(text);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
