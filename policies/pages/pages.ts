import { readFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { Rule } from "../rule.ts";
import { centrifugoRules } from "../rules/centrifugo/index.ts";
import { redisRules } from "../rules/redis/index.ts";
import { swarmRules } from "../rules/swarm/index.ts";
import { traefikRules } from "../rules/traefik/index.ts";
import { type Fixture, fixtureNames, readFixture } from "./fixture.ts";
import { renderIndex } from "./index-page.ts";
import { renderPage } from "./rule-page.ts";

const root = join(import.meta.dirname, "../..");

/** The text of `docs/rules/<id>.md`. Throws where the rule has no fixture or no text on why. */
export function pageOf(rule: Rule): string {
  const folder = join(root, "test/fixtures/rules", rule.id);
  const read = (kind: "bad" | "good"): readonly Fixture[] =>
    fixtureNames(folder, kind).map((name) => readFixture(join(folder, name)));
  const why = readFileSync(join(root, "docs/rules/why", `${rule.id}.md`), "utf8");
  return renderPage(rule, { bad: read("bad"), good: read("good"), why, since: packageJson.version });
}

/** The text of `docs/rules/README.md`. */
export function indexOfRules(): string {
  return renderIndex([
    { name: "Centrifugo", rules: centrifugoRules },
    { name: "Redis", rules: redisRules },
    { name: "Traefik", rules: traefikRules },
    { name: "Swarm", rules: swarmRules },
  ]);
}
