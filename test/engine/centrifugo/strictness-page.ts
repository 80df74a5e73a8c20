import { rules } from "../../../policies/rules/index.ts";
import type { Stricter as OfServer } from "../faulty-values.ts";
import { stricterRedis } from "../redis-stricter.ts";
import { startFaults } from "../refused/start.ts";
import { stricterTraefik } from "../traefik-stricter.ts";
import { leftOut } from "./left-out.ts";
import { notChosen, notStarted } from "./startable-case.ts";
import { stricter } from "./stricter.ts";

const intro = `# Where we are stricter than the servers

Tests compare what \`config check\` says of generated stacks with what the real servers say: Centrifugo by
\`checkconfig --strict\` and by a start, Redis and Traefik by a start. What we accept, they accept and start with,
without a warning; what they refuse, we refuse. The other way round there are differences on purpose: this page
lists all of them, one example for each code. The tests write it and fail when it is out of date
(\`vitest run test/engine/centrifugo-strictness.test.ts -u\`).`;

/** The whole of `docs/config-strictness.md`. */
export function strictnessPage(): string {
  const sections = [intro, centrifugoSection(), startSection(), serverSection("Redis", stricterRedis)];
  return `${[...sections, serverSection("Traefik", stricterTraefik)].join("\n\n")}\n`;
}

function centrifugoSection(): string {
  const rows = stricter.map(({ code, example, server, reason }) => [
    linked(code),
    cell(example),
    server,
    reason,
  ]);
  const shown = new Set(stricter.map(({ code }) => code));
  const others = [...new Map(startFaults.filter(({ by }) => !shown.has(by)).map((one) => [one.by, one]))];
  const more = others.map(([by, { fault }]) => [linked(by), fault, "stops", titleOf(by)]);
  const head = ["code", "example under `centrifugo:`", "the server", "why it is refused"];
  return `## Centrifugo

What \`centrifugo checkconfig --strict\` takes and we refuse, and what the server does with it: it stops, warns,
or runs as if nothing were wrong.

${table(head, [...rows, ...more])}`;
}

function startSection(): string {
  const out = [...notStarted.map(({ what }) => what), ...notChosen];
  const never = leftOut.map(({ options, reason }) => `- ${reason}: \`${String(options).slice(1, -1)}\``);
  return `### What is compared less closely

Only by \`checkconfig\` and not by a start, since the test has one Redis and no other server:

${out.map((what) => `- ${what}`).join("\n")}

Set in no generated stack that is right (expressions over the names of options):

${never.join("\n")}

A text option whose text is \`null\`, \`false\` or a zero is not generated: the rules read it as "not set", so that
a Kafka consumer group of that name would be reported as missing.`;
}

function serverSection<Files>(name: string, all: readonly OfServer<Files>[]): string {
  const rows = all.map(({ code, fault, reason }) => [
    linked(code),
    cell(`${name.toLowerCase()}.${fault.setting}: ${JSON.stringify(fault.value)}`),
    reason,
  ]);
  return `## ${name}\n\n${table(["code", "example", "why it is refused"], rows)}`;
}

function linked(code: string): string {
  return rules.some(({ id }) => id === code) ? `[${code}](rules/${code}.md)` : `\`${code}\``;
}

function titleOf(id: string): string {
  return `${rules.find((rule) => rule.id === id)?.title ?? id}.`;
}

function cell(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
