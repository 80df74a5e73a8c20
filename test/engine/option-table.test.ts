import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { groupOf, type OptionField, optionTable } from "../../config/tables/centrifugo.ts";
import { generateTables } from "../../config/tables/generate-tables.ts";
import { allV6Names, tableVersion } from "../../config/tables/variables.ts";
import { centrifugoBinary } from "../../lab/index.ts";

const tables = join(import.meta.dirname, "../../config/tables");
let binary: string;

beforeAll(async () => {
  binary = await centrifugoBinary(() => {});
});

test("the committed tables are what the generator makes of the pinned Centrifugo", async () => {
  const generated = generateTables(binary);
  expect([...generated.keys()]).toEqual(["centrifugo-v6.json", "centrifugo-options.ts"]);
  for (const [file, input] of generated) {
    const path = join(tables, file);
    const args = ["format", `--stdin-file-path=${path}`];
    const { stdout } = await execa("biome", args, { preferLocal: true, input, stripFinalNewline: false });
    expect(stdout === (await readFile(path, "utf8")), `${file} is out of date: run \`make tables\``).toBe(
      true,
    );
  }
});

test("the table has every variable that Centrifugo lists, and its version", async () => {
  const { stdout } = await execa(binary, ["defaultenv"]);
  const listed = [...stdout.matchAll(/^CENTRIFUGO_([A-Z0-9_]+)=/gm)].map((match) => match[1]);
  expect(listed.length).toBeGreaterThan(800);
  expect([...allV6Names].sort()).toEqual(listed.sort());
  expect((await execa(binary, ["version"])).stdout).toContain(tableVersion);
});

test("Centrifugo knows every key of the table, the hidden ones and those of entries too", async () => {
  const all = entryOf(optionTable.root);
  expect(await strictCheck(all)).toBe("");
  expect(await strictCheck({ ...all, invented: true })).toContain("invented");
});

/** An object with every option of a group at its default; each list has one entry. */
function entryOf(group: string): Record<string, unknown> {
  return Object.fromEntries([...groupOf(group)].map(([key, field]) => [key, sampleOf(key, field)]));
}

function sampleOf(key: string, field: OptionField): unknown {
  if (field.type === "object") return entryOf(field.of);
  if (field.type === "list") return [{ ...entryOf(field.of), ...needed[key] }];
  const { type, default: value = "" } = field;
  if (key === "code" || key === "status_code") return 4000;
  if (type === "bool") return value === "true";
  if (type === "int" || type === "int32" || type === "uint32") return Number(value);
  if (type === "strings") return value === "" ? [] : [value];
  return type === "string-map" ? { name: "value" } : value;
}

/** What an entry cannot do without, and what excludes each other. */
const needed: Readonly<Record<string, object>> = {
  namespaces: { name: "org" },
  status_to_code_transforms: { to_error: { code: 0, message: "", temporary: false } },
  proxies: { name: "proxy", endpoint: "http://backend.example" },
  consumers: {
    name: "consumer",
    type: "kafka",
    kafka: { brokers: ["kafka:9092"], topics: ["t"], consumer_group: "g" },
  },
};

async function strictCheck(config: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "centrifugo-table-"));
  try {
    const file = join(folder, "config.json");
    await writeFile(file, JSON.stringify(config));
    const { failed, all } = await execa(binary, ["checkconfig", "--strict", "-c", file], {
      all: true,
      reject: false,
      env: {},
      extendEnv: false,
    });
    return failed ? all : "";
  } finally {
    await rm(folder, { recursive: true });
  }
}
