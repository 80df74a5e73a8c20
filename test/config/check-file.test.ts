import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkStackFile } from "../../config/check-file.ts";
import { configError, project, stackDirectory } from "./stack.ts";

const check = (yaml: string | undefined, options = {}) =>
  checkStackFile({ project, stack: "dev", directory: stackDirectory(yaml) }, options);

const example = readFileSync(new URL("../../Pulumi.dev.example.yaml", import.meta.url), "utf8");

test("the example stack file has no mistake but its missing secrets", () => {
  expect(() => check(example, { missingSecrets: "allowed" })).not.toThrow();
  expect(configError(() => check(example)).issues.map(({ code }) => code)).toEqual(["missing-secret"]);
});

test("encrypted values are not judged, plain secrets are", () => {
  const secrets = "  centrifugo-swarm:tokenSecret: { secure: v1:a }\n  centrifugo-swarm:apiKey: plain\n";
  const { issues } = configError(() =>
    check(`${example.trimEnd()}\n${secrets}`, { missingSecrets: "allowed" }),
  );
  expect(issues.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
    "apiKey plain-secret",
    "apiKey short-secret",
  ]);
});

test("no file, an empty one and a broken one are mistakes", () => {
  expect(configError(() => check(undefined)).issues[0]?.code).toBe("no-stack-file");
  expect(configError(() => check("")).issues[0]?.code).toBe("no-config");
  expect(configError(() => check("config: [")).issues[0]?.code).toBe("broken-yaml");
});

test("a setting may be written with the project's name, with config, or without", () => {
  const yaml = "config:\n  replicas: a\n  centrifugo-swarm:config:domain: A\n  centrifugo-swarm:swarm: x\n";
  const { issues } = configError(() => check(yaml, { missingSecrets: "allowed" }));
  expect(issues.filter(({ line }) => line !== 1).map(({ path, line }) => [path, line])).toEqual([
    ["replicas", 2],
    ["domain", 3],
    ["swarm", 4],
  ]);
});
