import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brokerFaults } from "../engine/refused/brokers.ts";
import { consumerFaults } from "../engine/refused/consumers.ts";
import { historyFaults } from "../engine/refused/history.ts";
import { mapFaults } from "../engine/refused/maps.ts";
import { nameFaults } from "../engine/refused/names.ts";
import { proxyFaults } from "../engine/refused/proxies.ts";
import { serverFaults } from "../engine/refused/server.ts";
import { sharedPollFaults } from "../engine/refused/shared-polls.ts";
import { startFaults } from "../engine/refused/start.ts";
import { transformFaults } from "../engine/refused/transforms.ts";

const root = join(import.meta.dirname, "../..");

/** Rows of refused-by-centrifugo.test.ts, whose titles name the rule as `$by`. */
const tables = [
  brokerFaults,
  consumerFaults,
  historyFaults,
  mapFaults,
  nameFaults,
  proxyFaults,
  serverFaults,
  sharedPollFaults,
  startFaults,
  transformFaults,
];

/** Rules that a test on the real servers names: `test("<rule>, <rule>: …")`, or a row of a table of faults. */
export function observedRules(): ReadonlySet<string> {
  const files = globSync("test/{engine,swarm}/**/*.test.ts", { cwd: root });
  const titles = files.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\btest\(\s*["'`]([a-z0-9, -]+): /g)].map(
      ([, names = ""]) => names,
    ),
  );
  return new Set([
    ...titles.flatMap((names) => names.split(", ")),
    ...tables.flatMap((table) => table.map(({ by }) => by)),
  ]);
}
