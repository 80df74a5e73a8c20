import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { centrifugoBinary } from "../../lab/index.ts";
import { checkconfig, inParallel } from "./centrifugo/checkconfig.ts";
import { places } from "./centrifugo/faults/fault.ts";
import { faultyCase } from "./centrifugo/faulty-case.ts";
import { leftOut } from "./centrifugo/left-out.ts";
import { renderUnchecked } from "./centrifugo/render-unchecked.ts";
import { leavesOf } from "./centrifugo/stack-case.ts";
import { stricter } from "./centrifugo/stricter.ts";
import { validCase } from "./centrifugo/valid-case.ts";
import { judge, rendered } from "./centrifugo/verdicts.ts";
import { startFaults } from "./refused/start.ts";

const seed = 20_261_126;
/** Half of the stacks are right. */
const half = process.env["TEST_TIER"] === "full" ? 1_000 : 75;

/** What we refuse on purpose; a test of its own shows that the server stops at the faults of the second list. */
const intended = new Set([...stricter.map(({ code }) => code), ...startFaults.map(({ by }) => by)]);
let binary: string;

beforeAll(async () => {
  binary = await centrifugoBinary(() => {});
});

test("what fits together we accept, and so does Centrifugo", async () => {
  const cases = fc.sample(validCase, { seed, numRuns: half });
  const wrong = await inParallel(cases, 3, async (stack) => {
    const { config, errors } = judge(stack);
    if (config === undefined) return { we: errors, stack: JSON.stringify(stack) };
    const centrifugo = await checkconfig(binary, rendered(config));
    return centrifugo === "" ? undefined : { centrifugo, stack: JSON.stringify(stack) };
  });
  expect(wrong.filter((one) => one !== undefined)).toEqual([]);
});

test("one mistake is refused, and where Centrifugo takes it the table of intended strictness has its code", async () => {
  const cases = fc.sample(faultyCase, { seed, numRuns: half });
  const wrong = await inParallel(cases, 3, async ({ fault: { kind, code = "" }, stack }) => {
    const { config, errors } = judge(stack);
    const centrifugo = await checkconfig(binary, renderUnchecked(stack));
    const codes = errors.map((error) => error.code);
    const isNamed = codes.some((one) => new RegExp(code).test(one));
    const isIntended = centrifugo !== "" || codes.every((one) => intended.has(one));
    if (config === undefined && isNamed && isIntended) return undefined;
    return { fault: kind, said: codes.join(" "), centrifugo, stack: JSON.stringify(stack) };
  });
  expect(wrong.filter((one) => one !== undefined)).toEqual([]);
});

test("the stacks that are right set every option, but for those that the table of left out ones names", () => {
  const stacks = fc.sample(validCase, { seed, numRuns: 1_500 });
  const set = new Set(
    stacks.flatMap(({ centrifugo }) => leavesOf(centrifugo).flatMap(({ path }) => namesIn(path))),
  );
  const options = places.map(({ names }) => names.join("."));
  const missing = options.filter(
    (option) => !set.has(option) && !leftOut.some((one) => one.options.test(option)),
  );
  expect(missing).toEqual([]);
});

/** The option at a place, and the ones around it: below a map of texts every key is free. */
function namesIn(path: readonly (string | number)[]): string[] {
  const names = path.filter((step) => typeof step === "string");
  return names.map((_, index) => names.slice(0, index + 1).join("."));
}
