import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { answerTo } from "../../token/finding.ts";
import { inspectToken } from "../../token/inspect-token.ts";

/** Fetches a token as the page does, and judges it as Centrifugo would. */
export const tokenIssued: Check<DoctorContext> = {
  id: "token-issued",
  layer: "tokens",
  title: "the application issues tokens that Centrifugo takes",
  why: "A token that is refused with 3500 ends the client for good: it does not try again.",
  parts: ["issued"],
  needs: [],
  async run({ target: { tokens } }) {
    const token = await tokens?.issued?.();
    if (token === undefined) return skip("there is nobody to ask for one");
    const { secret } = tokens ?? {};
    const findings = inspectToken(token, {
      now: Date.now() / 1000,
      ...(secret === undefined ? {} : { secret: { from: "Centrifugo's token secret", value: secret } }),
    });
    const [first] = findings.filter(({ level }) => level === "error");
    if (first === undefined) {
      const warnings = findings.filter(({ level }) => level === "warning");
      return pass(warnings.length === 0 ? "claims and signature" : `but: ${warnings[0]?.message}`);
    }
    const answer = answerTo(findings);
    return fail({
      expected: "a token that Centrifugo takes",
      seen: answer === undefined ? first.message : `${first.message} Centrifugo answers ${answer}.`,
      cause: first.message,
      fix: first.fix ?? "See all that is wrong with it: centrifugo-swarm doctor token --token-url",
      page: "docs/doctor-codes.md",
    });
  },
};
