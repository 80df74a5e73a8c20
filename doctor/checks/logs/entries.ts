import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { LogEntry } from "../../facts/logs.ts";

/** What all running tasks of Centrifugo wrote. */
export async function centrifugoLog(context: DoctorContext): Promise<readonly LogEntry[]> {
  return [...(await swarmOf(context).facts.logs()).values()].flat();
}

/** The command that shows the log. */
export function logCommand(context: DoctorContext): string {
  return `docker service logs ${swarmOf(context).services.centrifugo}`;
}
