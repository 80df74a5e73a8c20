import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkStackFile } from "../../config/check-file.ts";
import { ConfigError } from "../../config/config-error.ts";
import { stackFileSchema } from "../../config/json-schema/stack-file-schema.ts";
import { accepted, refused, valuesBelow, withValue } from "./schema-samples.ts";
import { project, stackDirectory } from "./stack.ts";

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
ajv.addVocabulary(["markdownDescription", "patternErrorMessage", "x-expected", "x-unit", "x-since"]);
const validate = ajv.compile(stackFileSchema());

const example = readFileSync(join(import.meta.dirname, "../../Pulumi.dev.example.yaml"), "utf8");

/** What the JSON Schema has against a stack file, as `path keyword`. */
function schemaFaults(yaml: string): string[] {
  validate(parse(yaml));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

/** Codes of the mistakes that `config check` finds, secrets apart. */
function checkFaults(yaml: string): string[] {
  const place = { project, stack: "dev", directory: stackDirectory(yaml) };
  try {
    checkStackFile(place, { missingSecrets: "allowed" });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ code }) => code);
    throw error;
  }
}

test("the example stack file names the schema and fulfils it", () => {
  expect(example.split("\n")[0]).toBe("# yaml-language-server: $schema=./config/stack-file.schema.json");
  expect(schemaFaults(example)).toEqual([]);
});

test.each(accepted)("schema and check accept %s", (_, yaml) => {
  expect(checkFaults(yaml)).toEqual([]);
  expect(schemaFaults(yaml)).toEqual([]);
});

test.each(refused)("schema and check refuse %s", (_, yaml) => {
  expect(schemaFaults(yaml)).not.toEqual([]);
  expect(checkFaults(yaml)).not.toEqual([]);
});

test("every default and every example fulfils its own schema", () => {
  const schema = stackFileSchema();
  const all = new Ajv({ strict: false });
  all.addSchema(schema, "stack");
  const values = Object.entries(schema.definitions ?? {}).flatMap(([name, definition]) =>
    valuesBelow(definition, `stack#/definitions/${name}`),
  );
  const wrong = values.filter(({ pointer, value }) => all.getSchema(pointer)?.(value) !== true);
  expect(values.length).toBeGreaterThan(500);
  expect(wrong).toEqual([]);
});

describe("what the check accepts, the schema does", () => {
  const text = fc.stringMatching(/^[a-z0-9A-Z:/.*,$<>#@ -]{0,24}$/);
  const values: Record<string, fc.Arbitrary<string>> = {
    domain: fc.oneof(text, fc.domain()),
    allowedOrigins: fc
      .oneof(
        text,
        fc.webUrl(),
        fc.domain().map((host) => `https://${host}`),
      )
      .map((one) => JSON.stringify([one])),
    channels: fc
      .oneof(
        text,
        text.map((rest) => `org:${rest}`),
      )
      .map((one) => JSON.stringify([one])),
    replicas: fc.oneof(
      fc.double().map(String),
      fc.integer({ min: -2, max: 200 }).map(String),
      text.map((one) => JSON.stringify(one)),
    ),
    traefik: fc
      .record(
        {
          dialTimeout: fc.stringMatching(/^[1-9]\d{0,2}(?:\.5)?(?:ms|s|us|d)?$/),
          httpPort: fc.integer({ min: 0, max: 70_000 }),
        },
        { requiredKeys: [] },
      )
      .map((one) => JSON.stringify(one)),
  };
  test.each(Object.keys(values))("%s", (key) => {
    const arbitrary = values[key] ?? text;
    let count = 0;
    fc.assert(
      fc.property(arbitrary, (value) => {
        const yaml = withValue(key, value === "" || key === "domain" ? JSON.stringify(value) : value);
        if (checkFaults(yaml).length > 0) return;
        count++;
        expect(schemaFaults(yaml)).toEqual([]);
      }),
      { seed: 4, numRuns: 100 },
    );
    expect(count).toBeGreaterThan(5);
  });
});
