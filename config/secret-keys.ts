import * as z from "zod";

/**
 * The keys that Pulumi encrypts, as its engine tells a program; undefined outside of `pulumi up` and `preview`.
 * Pulumi offers no public function for it (`PULUMI_CONFIG_SECRET_KEYS`).
 */
export function secretKeysFromEngine(): readonly string[] | undefined {
  const text = process.env["PULUMI_CONFIG_SECRET_KEYS"];
  if (text === undefined) return undefined;
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
