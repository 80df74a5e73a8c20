import { hideWords } from "../../report/hidden-spans.ts";
import { lastLogLines } from "../probes/docker.ts";
import type { Task } from "./tasks.ts";

/** Lines that are read of Traefik's log: an access log may stand between the errors. */
const lines = 2_000;

/** What the running task of a service says about the ACME certificate of a host that it did not get, oldest first. */
export async function readAcmeErrors(
  host: string,
  tasks: readonly Task[],
  serviceId: string,
): Promise<readonly string[]> {
  const running = tasks.find((task) => task.serviceId === serviceId && task.state === "running");
  if (running === undefined) return [];
  return (await lastLogLines(running.id, lines))
    .filter((line) => line.includes(host) || /is skipped/.test(line))
    .flatMap((line) => acmeError(line) ?? []);
}

/** The reason in one line of Traefik's log, without what may be a secret; undefined: it is about something else. */
export function acmeError(line: string): string | undefined {
  const isFailure =
    /Unable to obtain ACME certificate|Error renewing ACME certificate|ACME resolver .* is skipped/i.test(
      line,
    );
  if (!isFailure) return undefined;
  const quoted = /\berror="((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line;
  const text = quoted
    .replaceAll("\\n", " ")
    .replaceAll('\\"', "'")
    .replaceAll(/\/acme-challenge\/\S+/g, "/acme-challenge/…")
    .replaceAll(/\s+/g, " ");
  return hideWords(text).slice(0, 400);
}
