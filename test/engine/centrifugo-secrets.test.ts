import { join } from "node:path";
import { execa } from "execa";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { centrifugoBinary } from "../../lab/index.ts";
import { inParallel, withConfig } from "./centrifugo/checkconfig.ts";
import { awkward, secretCase } from "./centrifugo/secret-case.ts";
import { isTree, leavesOf, type Path, valueAt, withValues } from "./centrifugo/stack-case.ts";
import { startCentrifugo } from "./centrifugo/start-centrifugo.ts";
import { right } from "./centrifugo/stricter-example.ts";
import { judge, type Rendered, rendered } from "./centrifugo/verdicts.ts";

const seed = 20_261_128;
const full = process.env["TEST_TIER"] === "full";
let binary: string;

beforeAll(async () => {
  binary = await centrifugoBinary(() => {});
});

/** Every option with the value that Centrifugo ends up with. */
function effective({ json, variables }: Rendered): Promise<unknown> {
  return withConfig(json, async (cwd) => {
    const args = ["defaultconfig", "--dry-run", "--base", join(cwd, "config.json")];
    const { stdout } = await execa(binary, args, { cwd, env: variables, extendEnv: false });
    return JSON.parse(stdout);
  });
}

/** The same place in another order of entries. */
function samePlace(tree: unknown, path: Path, written: unknown): unknown {
  const [list, index, ...rest] = path;
  if (typeof index !== "number" || list === undefined) return valueAt(tree, path);
  const name = valueAt(written, [list, index, "name"]);
  const entries = valueAt(tree, [list]);
  if (!Array.isArray(entries)) return undefined;
  return valueAt(
    entries.find((entry: unknown) => isTree(entry) && entry["name"] === name),
    rest,
  );
}

/** PEM goes through the variable as base64; Centrifugo prints durations in its own way. */
function plain(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const decoded = Buffer.from(value, "base64").toString();
  return decoded.startsWith("-----BEGIN") ? decoded : value;
}

test("encrypted values are in no config.json, and Centrifugo reads exactly them", async () => {
  const cases = fc.sample(secretCase, { seed, numRuns: full ? 400 : 40 });
  const wrong = await inParallel(cases, 2, async ({ centrifugo, texts, encrypted }) => {
    const { config, errors } = judge({ ...right, centrifugo }, encrypted);
    if (config === undefined) return { errors, stack: JSON.stringify(centrifugo) };
    const files = rendered(config);
    const shown = texts.filter((text) => files.json.includes(JSON.stringify(text).slice(1, -1)));
    const read = await effective(files);
    const misread = leavesOf(centrifugo).filter(
      ({ path, value }) =>
        !/(?:time|ttl|interval|timeout)$/.test(String(path.at(-1))) &&
        JSON.stringify(plain(samePlace(read, path, centrifugo))) !== JSON.stringify(value),
    );
    if (shown.length === 0 && misread.length === 0) return undefined;
    return { shown, misread, stack: JSON.stringify(centrifugo) };
  });
  expect(wrong.filter((one) => one !== undefined)).toEqual([]);
});

test("the server reads its .env as it was meant: the password opens the admin interface, and no other does", async () => {
  const cases = fc.sample(fc.tuple(secretCase, awkward, awkward), { seed, numRuns: full ? 60 : 8 });
  await inParallel(cases, 2, async ([{ centrifugo: others, encrypted }, password, secret]) => {
    const centrifugo = withValues(others, {
      "engine.type": "memory",
      "admin.enabled": true,
      "admin.password": password,
      "admin.secret": secret,
    });
    const { config, errors } = judge({ ...right, centrifugo }, encrypted);
    if (config === undefined) throw new Error(JSON.stringify(errors));
    const logins: number[] = [];
    const start = await startCentrifugo(binary, rendered(config), {
      environment: {},
      use: async (url) => {
        for (const text of [password, `${password}x`, password.slice(0, -1)]) {
          const body = new URLSearchParams({ password: text });
          logins.push((await fetch(`${url}/admin/auth`, { method: "POST", body })).status);
        }
      },
    });
    expect(start, password).toEqual({ served: true, exitCode: 0, complaints: [] });
    expect(logins, password).toEqual([200, 400, 400]);
  });
});
