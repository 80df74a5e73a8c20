import type { Finding } from "./explain.ts";
import { secretNames } from "./secrets.ts";

/** Says all secrets that are missing in one sentence: one command brings them all. */
export function tidy(findings: readonly Finding[]): Finding[] {
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
