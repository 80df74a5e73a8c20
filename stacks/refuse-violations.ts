import { ConfigError } from "../config/config-error.ts";
import { type LoadOptions, placeFindings } from "../config/load.ts";
import type { RealtimeShape } from "./definitions.ts";
import { ruleFindings } from "./rule-findings.ts";

/**
 * Runs all rules on what a configuration would deploy and refuses it when one of them finds an error.
 *
 * @throws ConfigError with every error at the setting that it follows from.
 */
export function refuseViolations(shape: RealtimeShape, options: LoadOptions): void {
  const errors = ruleFindings(shape).filter(({ refusal }) => refusal.severity !== "warning");
  if (errors.length > 0) throw new ConfigError(placeFindings(errors, options));
}
