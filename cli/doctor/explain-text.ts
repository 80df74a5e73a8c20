import { type Cause, type See, type Topic, writtenSetting } from "../../doctor/codes/topic.ts";
import { groupTitles, groupWords } from "../../doctor/topics/groups.ts";
import { type Paint, width, wrap } from "./text.ts";

const margin = "   ";
const column = 7;
const indent = " ".repeat(margin.length + column);

/** Topics for people; each says on its own what to do. */
export function explainText(topics: readonly Topic[], paint: Paint): string {
  const related = [...new Set(topics.flatMap((topic) => topic.related ?? []))];
  const blocks = [...topics.map((topic) => topicText(topic, paint)), footer(topics, related, paint)];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function topicText(topic: Topic, paint: Paint): string {
  const { key, name, group, means, reconnects, causes } = topic;
  const kind = groupWords[group];
  const title = kind === "" ? `${key}: ${name}` : `${key} ${name}`;
  const comesBack = reconnects === undefined ? [] : wrap(`Does the client come back? ${reconnects}`, "");
  return [
    ...wrap(title, "").map((line, index, all) => {
      const end = kind !== "" && index === all.length - 1 ? `  ${paint("dim", kind)}` : "";
      return `${paint("bold", line)}${end}`;
    }),
    ...wrap(means, ""),
    ...comesBack,
    ...causes.flatMap((cause, index) => ["", ...causeLines(cause, index + 1, paint)]),
  ].join("\n");
}

function causeLines(cause: Cause, number: number, paint: Paint): string[] {
  const { what, see, cure, stack, plain = [], rules = [] } = cause;
  const mark = `${number}. `.padEnd(margin.length);
  return [
    ...wrap(what, mark, margin).map((line) => paint("bold", line)),
    ...labelled(
      "see",
      see.flatMap((one) => seeLines(one, paint)),
      paint,
    ),
    ...labelled("cure", wrap(cure, indent), paint),
    ...labelled("stack", stack === undefined ? [] : [`${indent}${stack}`], paint),
    ...labelled(
      "plain",
      plain.flatMap((one) => plainLines(writtenSetting(one))),
      paint,
    ),
    ...labelled(
      "rules",
      rules.map((id) => `${indent}docs/rules/${id}.md`),
      paint,
    ),
  ];
}

/** A command stands alone on its line, however long: it is to be copied. */
function seeLines(see: See, paint: Paint): string[] {
  if (typeof see === "string") return wrap(see, indent);
  return [`${indent}${paint("cyan", see.run)}`, ...wrap(see.shows, `${indent}  `)];
}

function plainLines([file, variable]: readonly [string, string]): string[] {
  const together = `${indent}${file} or ${variable}`;
  return together.length <= width ? [together] : [`${indent}${file}`, `${indent}or ${variable}`];
}

/** The word stands in the margin of the first line. */
function labelled(label: string, lines: readonly string[], paint: Paint): string[] {
  const [first, ...rest] = lines;
  if (first === undefined) return [];
  return [`${margin}${paint("dim", label.padEnd(column))}${first.slice(indent.length)}`, ...rest];
}

function footer(topics: readonly Topic[], related: readonly string[], paint: Paint): string {
  const text = JSON.stringify(topics);
  const lines = [
    ...(/STACK|DOMAIN/.test(text)
      ? ["STACK and DOMAIN stand for your own; docker service ls shows how your services are called."]
      : []),
    ...(related.length === 0 ? [] : wrap(`See also: ${related.map(commandFor).join(", ")}`, "")),
  ];
  return lines.map((line) => paint("dim", line)).join("\n");
}

function commandFor(key: string): string {
  return /\s/.test(key) ? `\`doctor explain "${key}"\`` : `\`doctor explain ${key}\``;
}

/** All topics, a line each. */
export function listText(topics: readonly Topic[], paint: Paint): string {
  const groups = Object.entries(groupTitles).map(([group, title]) => {
    const rows = topics.filter((topic) => topic.group === group);
    const lines = rows.flatMap(({ key, name }) =>
      key.length > 20 ? [`  ${key}`, `  ${" ".repeat(20)}${name}`] : [`  ${key.padEnd(20)}${name}`],
    );
    return [paint("bold", title), ...lines].join("\n");
  });
  return `${groups.join("\n\n")}\n\n${paint("dim", "centrifugo-swarm doctor explain TOPIC says what to do about one.")}\n`;
}
