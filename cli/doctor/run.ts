import { setTimeout as sleep } from "node:timers/promises";
import { parseDuration } from "../../config/units/duration.ts";
import { UserError } from "../../config/user-error.ts";
import { catalogue } from "../../doctor/catalogue.ts";
import { layers } from "../../doctor/layers.ts";
import { DockerUnreachable } from "../../doctor/probes/docker-refusal.ts";
import { type DoctorRun, runDoctor } from "../../doctor/run-doctor.ts";
import { select } from "../../doctor/select.ts";
import { formatDoctor } from "../../report/doctor/format.ts";
import type { ExitCode } from "../command.ts";
import { nearest, usageError } from "../usage-error.ts";
import type { DoctorRequest } from "./request.ts";
import { doctorTargetOf } from "./target.ts";
import { printDiagnosis, printResults, watchChecks } from "./watch.ts";

const againMs = 2_000;

/** Prints all checks, layer by layer. */
export function listChecks(): ExitCode {
  for (const [layer, title] of Object.entries(layers)) {
    const checks = catalogue.filter((check) => check.layer === layer);
    if (checks.length === 0) continue;
    process.stdout.write(`${title} (${layer})\n`);
    for (const { id, title: holds } of checks) process.stdout.write(`  ${id.padEnd(22)}${holds}\n`);
  }
  return 0;
}

/** Runs the doctor and prints what it sees. @throws UserError with exit code 2 for wrong usage. */
export async function runDoctorCommand(request: DoctorRequest): Promise<ExitCode> {
  const end = performance.now() + waitOf(request);
  await checkNames(request);
  const skip = skipOf(request);
  const checks = select(catalogue, request.only);
  const target = await doctorTargetOf(request).catch((error: unknown) => {
    throw error instanceof DockerUnreachable ? unreachable(error) : error;
  });
  const isShown = request.format === "pretty";
  for (;;) {
    // Who waits wants to see the end; who does not, each verdict as it comes.
    const watch = watchChecks(isShown && request.wait === undefined);
    const run = await runDoctor(target, checks, { skip, ...watch.options });
    watch.stop();
    if (run.ok || performance.now() + againMs > end) {
      if (isShown && request.wait !== undefined) printResults(run.results);
      await print(run, request);
      return exitCode(run);
    }
    process.stderr.write(`not yet: ${run.diagnosis.cause}\n`);
    await sleep(againMs);
  }
}

/** Told apart from wrong usage, for scripts that wait for a Swarm. */
function unreachable({ message, fix }: DockerUnreachable): UserError {
  return new UserError(message, { exitCode: 3, ...(fix === undefined ? {} : { fix }) });
}

async function print(run: DoctorRun, { format }: DoctorRequest): Promise<void> {
  if (format === "pretty") printDiagnosis(run);
  else process.stdout.write(await formatDoctor(format, run));
}

/** Nothing else can be known where Docker does not answer. */
function exitCode({ ok, results }: DoctorRun): ExitCode {
  const docker = results.find(({ id }) => id === "docker-answers");
  return ok ? 0 : docker?.status === "fail" ? 3 : 1;
}

function waitOf({ wait, name }: DoctorRequest): number {
  if (wait === undefined) return 0;
  const milliseconds = parseDuration(wait);
  if (milliseconds === undefined || milliseconds < 0)
    throw usageError(name, `--wait ${JSON.stringify(wait)} is no duration.`, "write it with a unit: 90s, 2m");
  return milliseconds;
}

async function checkNames({ only, skip, name }: DoctorRequest): Promise<void> {
  const ids = catalogue.map(({ id }) => id);
  const known = { "--only": [...ids, ...Object.keys(layers)], "--skip": ids };
  const given = [
    ...only.map((text) => ["--only", text] as const),
    ...skip.map((text) => ["--skip", text.split("=")[0] ?? ""] as const),
  ];
  for (const [option, text] of given) {
    if (known[option].includes(text)) continue;
    const near = await nearest(text, known[option]);
    throw usageError(
      name,
      `${option}: there is no check ${JSON.stringify(text)}.`,
      near === undefined ? "--list prints all of them." : `did you mean ${near}? --list prints all of them.`,
    );
  }
}

function skipOf({ skip, name }: DoctorRequest): ReadonlyMap<string, string> {
  return new Map(
    skip.map((text) => {
      const end = text.indexOf("=");
      const reason = end < 0 ? "" : text.slice(end + 1).trim();
      if (reason === "")
        throw usageError(
          name,
          `--skip ${text} gives no reason.`,
          "write it behind the id: --skip drift='changed on purpose'",
        );
      return [text.slice(0, end), reason];
    }),
  );
}
