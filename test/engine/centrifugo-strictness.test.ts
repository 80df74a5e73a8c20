import { beforeAll, expect, test } from "vitest";
import { centrifugoBinary } from "../../lab/index.ts";
import { checkconfig } from "./centrifugo/checkconfig.ts";
import { renderUnchecked } from "./centrifugo/render-unchecked.ts";
import { startCentrifugo } from "./centrifugo/start-centrifugo.ts";
import { stricter } from "./centrifugo/stricter.ts";
import { strictnessPage } from "./centrifugo/strictness-page.ts";
import { judge } from "./centrifugo/verdicts.ts";

/** An engine of its own instead of the managed Redis, which is not looked at here. */
const alone = { CENTRIFUGO_ENGINE_TYPE: "memory" };
let binary: string;

beforeAll(async () => {
  binary = await centrifugoBinary(() => {});
});

test.each(stricter)(
  "$code: $example is refused; checkconfig takes it, and the server $server",
  async (one) => {
    expect([...new Set(judge(one.stack).errors.map(({ code }) => code))]).toEqual([one.code]);
    const unchecked = renderUnchecked(one.stack);
    expect(await checkconfig(binary, unchecked)).toBe("");
    const { served, complaints, exitCode } = await startCentrifugo(binary, unchecked, {
      environment: alone,
    });
    const outcome = !served ? "stops" : complaints.length > 0 ? "warns" : "runs";
    expect(outcome, complaints.join("\n")).toBe(one.server);
    expect(exitCode === 0, `exit code ${exitCode}`).toBe(served);
  },
);

test("docs/config-strictness.md lists them all", async () => {
  await expect(strictnessPage()).toMatchFileSnapshot("../../docs/config-strictness.md");
});
