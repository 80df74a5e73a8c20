import { expect, test } from "vitest";
import { planText } from "../../setup/plan.ts";

const create = (name: string) => ({ operation: "create", resource: `service ${name}`, reasons: [] });

test("what goes or changes is named with its reason, many new resources are counted", () => {
  const changes = [
    ...["a", "b", "c", "d", "e", "f", "g"].map(create),
    { operation: "replace", resource: "service config dev_centrifugo-config", reasons: ["dataRaw"] },
    { operation: "delete", resource: "secret dev_old", reasons: [] },
  ];
  expect(planText(changes)).toEqual([
    "to create: 7 resources",
    "to replace: service config dev_centrifugo-config (dataRaw)",
    "to delete: secret dev_old",
  ]);
});

test("a few new resources are named", () => {
  expect(planText([create("a")])).toEqual(["to create: service a"]);
  expect(planText([])).toEqual([]);
});
