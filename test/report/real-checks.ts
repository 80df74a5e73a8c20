import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromCompose } from "../../model/from-compose.ts";
import { checkModel } from "../../policies/check-model.ts";
import { environmentIn } from "../../policies/pages/fixture.ts";
import type { Finding } from "../../policies/rule.ts";
import { root } from "../../setup/project.ts";

/** A stack file that lies in the repository, and what the rules say of it. */
export interface RealCheck {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Stack files and configs: lines of them may be shown. */
  readonly shown: readonly string[];
  /** All files that were read. */
  readonly read: readonly string[];
}

const guide = {
  CENTRIFUGO_API_KEY: "fixture-api-key-0f1e2d3c4b5a69788796a5b4",
  API_KEY: "fixture-api-key-0f1e2d3c4b5a69788796a5b4",
  TOKEN_SECRET: "fixture-token-secret-9a8b7c6d5e4f3a2b1c0d",
  OLD_TOKEN_SECRET: "fixture-old-token-secret-1a2b3c4d5e6f7a8b",
};

/** Runs the rules on one stack file. */
export function checkOf(file: string, environment: Readonly<Record<string, string>> = guide): RealCheck {
  const model = fromCompose({ files: [file], environment });
  const shown = model.sourceFiles.flatMap(({ kind, path }) =>
    kind === "stack" || kind === "config" ? [path] : [],
  );
  const read = model.sourceFiles.map(({ path }) => path);
  return { name: file, findings: checkModel(model), shown, read };
}

/** All guide files and all bad fixtures of the rules. */
export const realChecks: readonly RealCheck[] = [
  ...globSync("test/fixtures/stacks/guide/*.yaml", { cwd: root }).filter(
    (name) => !/\.\w+\.yaml$/.test(name),
  ),
  ...globSync("test/fixtures/rules/*/bad*/stack.yaml", { cwd: root }),
]
  .sort()
  .map((name) => {
    const file = join(root, name);
    const beside = join(dirname(file), "env");
    return checkOf(file, existsSync(beside) ? environmentIn(readFileSync(beside, "utf8")) : guide);
  });

/** Texts that break formats: markup, mentions, control characters, half of a character. */
export const nasty = [
  `a "b" 'c' <d>&e; ]]> <!-- f -->`,
  "50% | 100%\nsecond, line: with\r\nmore",
  "`code` ``more`` ` *bold* _it_ [link](https://x.example) ![i](x) ~~no~~ $1$",
  "@everyone and a.b@c.example see #1, GH-2 and www.example.com",
  "\u001b[31mred\u0000\u0007\ud800\uffff\u202e",
  "::error file=x::injected",
];

/** A finding with a text in every place where a user's words may get to. */
export function findingWith(text: string, rule = "require-api-key"): Finding {
  const origin = { label: `env ${text}`, file: `stacks/${text}.yaml`, line: 3, column: 5 };
  const fix = `Delete ${text}.`;
  return {
    rule,
    severity: "error",
    kind: "violation",
    service: "app",
    message: text,
    fix,
    origin,
    related: [origin],
  };
}
