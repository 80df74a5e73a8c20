import { parseJson } from "../../model/parse-json.ts";
import { textAt } from "../../model/swarm/json.ts";

/**
 * Whether a line of Pulumi's event stream may lie in a file. Its events for debugging quote every request between
 * engine and program, secrets in clear among them; a line that was cut off may be one of those.
 */
export function mayBeKept(line: string): boolean {
  if (!line.startsWith('{"')) return true;
  const event = parseJson(line);
  return event !== undefined && textAt(event, "diagnosticEvent", "severity") !== "debug";
}
