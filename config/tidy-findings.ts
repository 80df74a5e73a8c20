import type { Finding } from "./explain.ts";
import { secretNames } from "./secrets.ts";

/** Leaves out what only follows from another mistake, and says what belongs together once. */
export function tidy(findings: readonly Finding[]): Finding[] {
  const undeployable = findings
    .filter(({ refusal, path }) => refusal.code === "not-yet-deployable" && path.length > 1)
    .map(({ path }) => path.slice(0, -1));
  // What belongs to a mode that cannot be deployed yet is unknown, too; the mode says it all.
  const follows = ({ path, refusal: { code } }: Finding) =>
    code === "unknown-key" && isBelowOne(path, undeployable);
  return missingTogether(findings.filter((finding) => !follows(finding)));
}

function isBelowOne(path: readonly PropertyKey[], parents: readonly PropertyKey[][]): boolean {
  return parents.some((parent) => parent.every((key, index) => path[index] === key));
}

/** One sentence for all secrets that are missing: one command brings them all. */
function missingTogether(findings: readonly Finding[]): Finding[] {
  const missing = findings.filter(({ refusal }) => refusal.code === "missing-secret");
  if (missing.length < 2) return [...findings];
  // In one order, whichever check has found which.
  const known: readonly unknown[] = secretNames;
  const place = ({ path }: Finding) => known.indexOf(path[0]);
  const inOrder = missing.toSorted((one, other) => place(one) - place(other));
  const names = inOrder.map(({ path }) => `\`${String(path[0])}\``).join(", ");
  const message = `these secrets are not set: ${names}`;
  const fix = "Run `make up`, which generates them once, or set each with `pulumi config set --secret NAME`.";
  const together: Finding = { path: [], at: "parent", refusal: { code: "missing-secret", message, fix } };
  return [together, ...findings.filter((finding) => !missing.includes(finding))];
}
