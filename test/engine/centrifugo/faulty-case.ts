import fc from "fast-check";
import { combinationFaults } from "./faults/combinations.ts";
import { contentFaults } from "./faults/contents.ts";
import type { Fault } from "./faults/fault.ts";
import { keyFaults } from "./faults/keys.ts";
import { settingFaults } from "./faults/settings.ts";
import { typeFaults } from "./faults/types.ts";
import type { StackCase } from "./stack-case.ts";
import { validCase } from "./valid-case.ts";

const fault: fc.Arbitrary<Fault> = fc.oneof(
  ...[keyFaults, typeFaults, contentFaults, settingFaults, combinationFaults].map((some) =>
    fc.oneof(...some),
  ),
);

/** A stack that is right but for one mistake. */
export const faultyCase: fc.Arbitrary<{ fault: Fault; stack: StackCase }> = fc
  .tuple(validCase, fault)
  .map(([stack, one]) => ({ fault: one, stack: one.put(stack) }));
