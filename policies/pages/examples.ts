import { checkModel } from "../check-model.ts";
import type { Rule } from "../rule.ts";
import { type Fixture, type FixtureFile, isMarked, placeIn, withoutMarks } from "./fixture.ts";
import { fenced, plain } from "./markdown.ts";

/** The examples of one page. */
export interface Examples {
  /** The first fixture with the fault, and what the rule says of it. */
  readonly bad: string;
  readonly good: string;
  /** Further fixtures; empty where there are none. */
  readonly others: string;
}

/** Shows the fixtures of a rule. A file that is the one that was shown last under its name is only named. */
export function showExamples(rule: Rule, bad: readonly Fixture[], good: readonly Fixture[]): Examples {
  const shown = new Map<string, string>();
  const showBad = (fixture: Fixture): string =>
    [...showFiles(fixture, shown), "The rule says:", showFindings(rule, fixture)].join("\n\n");
  const showGood = (fixture: Fixture): string => showFiles(fixture, shown).join("\n\n");
  const at = (fixtures: readonly Fixture[], kind: "bad" | "good", shape: string): Fixture | undefined =>
    fixtures.find(({ name }) => name === `${kind}${shape}`);

  const [firstBad, firstGood] = [at(bad, "bad", ""), at(good, "good", "")];
  const first = {
    bad: firstBad === undefined ? "" : showBad(firstBad),
    good: firstGood === undefined ? "" : showGood(firstGood),
  };
  const shapes = [...bad, ...good].map(({ name }) => name.replace(/^(bad|good)/, ""));
  const others = [...new Set(shapes)].filter((shape) => shape !== "").sort();
  const sections = others.flatMap((shape) => {
    const [wrong, right] = [at(bad, "bad", shape), at(good, "good", shape)];
    return [
      ...(wrong === undefined ? [] : [`### Bad ${shape.slice(1)}`, showBad(wrong)]),
      ...(right === undefined ? [] : [`### Good ${shape.slice(1)}`, showGood(right)]),
    ];
  });
  return { ...first, others: sections.join("\n\n") };
}

/** What matters first: the marked ones, then the new ones. */
function showFiles({ files }: Fixture, shown: Map<string, string>): readonly string[] {
  const isOld = ({ name, text }: FixtureFile): boolean => shown.get(name) === withoutMarks(text);
  const rank = (file: FixtureFile): number => (isMarked(file) ? 0 : isOld(file) ? 2 : 1);
  return [...files].sort((one, other) => rank(one) - rank(other)).map((file) => showFile(file, shown));
}

function showFile({ name, text }: FixtureFile, shown: Map<string, string>): string {
  const own = withoutMarks(text);
  if (shown.get(name) === own) return `\`${name}\` as above.`;
  shown.set(name, own);
  const label = name === "env" ? "The environment that the stack is deployed from:" : `\`${name}\`:`;
  return `${label}\n\n${fenced(languageOf(name), text)}`;
}

function languageOf(name: string): string {
  if (/\.ya?ml$/.test(name)) return "yaml";
  if (/\.json$/.test(name)) return "json";
  return /\.env$|^env$/.test(name) ? "sh" : "text";
}

function showFindings(rule: Rule, { model, folder }: Fixture): string {
  const found = checkModel(model, [rule]).filter(({ kind }) => kind === "violation");
  const items = found.map(({ origin, message, fix }) => {
    const place = placeIn(origin);
    return `- ${place === undefined ? "" : `\`${place}\`: `}${plain(message)}${fix === rule.fix ? "" : ` ${plain(fix)}`}`;
  });
  return [...new Set(items)].join("\n").replaceAll(`${folder}/`, "./");
}
