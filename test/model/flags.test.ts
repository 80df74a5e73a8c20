import { expect, test } from "vitest";
import { readFlags } from "../../model/flags.ts";
import { centrifugo, modelOf } from "../policies/resources.ts";

function flagsOf(...args: readonly string[]) {
  const [service] = modelOf(centrifugo({ spec: { args } })).services;
  if (service === undefined) throw new Error("no service");
  return readFlags(service);
}

test("a flag is shown as people write it", () => {
  const { flags, complete } = flagsOf("centrifugo", "-c", "/a.json", "--HEALTH.enabled", "--log.level=info");
  expect(flags.map(({ name, written, value }) => [name, written, value])).toEqual([
    ["c", "-c", "/a.json"],
    ["health.enabled", "--health.enabled", "true"],
    ["log.level", "--log.level", "info"],
  ]);
  expect(flags[0]?.origin.label).toBe("-c, argument of service dev_centrifugo");
  expect(complete).toBe(true);
});

test.each([
  [["sh", "-c", "sleep 5; exec centrifugo"]],
  [["/bin/bash", "-e", "-c", "exec centrifugo"]],
  [["tini", "--", "sh", "-ec", "exec centrifugo"]],
])("what a shell takes for itself is no flag of the program: %j", (words) => {
  expect(flagsOf(...words).flags).toEqual([]);
});

test("what follows a shell's script is the program's", () => {
  const { flags, complete } = flagsOf("sh", "-c", 'exec centrifugo "$@"', "--", "--health.enabled");
  expect(flags.map(({ written }) => written)).toEqual(["--health.enabled"]);
  expect(complete).toBe(false);
});
