import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { execaSync } from "execa";
import { UserError } from "../config/user-error.ts";
import { createSecrets, ownSecret, ownSecrets, removeSecrets } from "./job-secrets.ts";
import { jobLabel, jobPrefix, removeJob, removeStaleJobs } from "./job-services.ts";
import { docker, taskLog } from "./probes/docker.ts";
import { withCleanup } from "./with-cleanup.ts";

/** A short-lived task inside the Swarm, for what cannot be reached from outside. */
export interface SwarmJob {
  readonly stack: string;
  /** Labels that make the job a visible part of its stack while it lives. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the one network it joins. */
  readonly network: string;
  /** Swarm secrets by file name under /run/secrets; a value becomes one for as long as the job lives. */
  readonly secrets: Readonly<Record<string, { readonly name: string } | { readonly value: string }>>;
  /** Swarm configs by path. */
  readonly configs?: Readonly<Record<string, string>>;
  readonly image: string;
  /** For busybox sh; visible in the service, so it holds no secret. Its stdout is the result. */
  readonly script: string;
  /** Arguments of the script, from `$1` on; visible too. */
  readonly args: readonly string[];
  /** Each line of the result begins with the time at which its node's engine read it, and a blank. @default false */
  readonly timestamps?: boolean;
  /** Limit for the whole job, in milliseconds. @default 30000 */
  readonly timeoutMs?: number;
}

const pollMs = 200;
/** Its last line of output: the log of a task can arrive after the task's end. */
const endMark = "doctor-job-end";
/** User and group of Centrifugo's image. */
const user = "1000";

/**
 * Runs the job and returns what it printed; the job's service is removed in every case, also on Ctrl-C.
 *
 * Throws a `UserError` when it cannot start, fails or takes longer than its limit.
 */
export async function runSwarmJob(job: SwarmJob): Promise<string> {
  const name = `${jobPrefix(job.stack)}${randomBytes(4).toString("hex")}`;
  // Removal waits for the creation: what the manager is just making cannot be removed yet.
  const own = ownSecrets(name, job);
  const created = createSecrets(own, job).then(() => docker(...createArguments(name, job)));
  // What an earlier run left behind does no harm, so a removal that fails is left to the next run.
  const tidied = removeStaleJobs(job.stack, name).catch(() => {});
  const settled = created.then(
    () => {},
    () => {},
  );
  return withCleanup(
    async () => {
      await created;
      const output = await resultOf(name, job);
      await tidied;
      return output;
    },
    async () => {
      await settled;
      await removeJob(name);
      await removeSecrets([...own.keys()]);
    },
    () => {
      execaSync("docker", ["service", "rm", name], { reject: false, stdio: "ignore" });
      for (const secret of own.keys())
        execaSync("docker", ["secret", "rm", secret], { reject: false, stdio: "ignore" });
    },
  );
}

function createArguments(name: string, job: SwarmJob): string[] {
  const labels = { ...job.labels, [jobLabel]: "true" };
  return [
    ...["service", "create", "--detach", "--quiet", "--no-resolve-image", "--name", name],
    ...["--mode", "replicated-job", "--restart-condition", "none", "--endpoint-mode", "dnsrr"],
    ...["--network", job.network, "--user", `${user}:${user}`, "--cap-drop", "ALL", "--read-only"],
    // A path that no image has: on one that it has, Docker takes the image's mode in place of ours.
    ...["--mount", "type=tmpfs,target=/doctor,tmpfs-mode=1777,tmpfs-size=4194304"],
    ...["--limit-memory", "64M", "--no-healthcheck"],
    ...Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]),
    ...Object.entries(job.secrets).flatMap(([target, source]) => [
      "--secret",
      `source=${"name" in source ? source.name : ownSecret(name, target)},target=${target},mode=0400,uid=${user},gid=${user}`,
    ]),
    ...Object.entries(job.configs ?? {}).flatMap(([target, source]) => [
      "--config",
      `source=${source},target=${target}`,
    ]),
    ...[job.image, "busybox", "sh", "-c", wrap(job.script, limitOf(job)), "doctor", ...job.args],
  ];
}

/**
 * Gives the script its tools under their names, wherever the image keeps busybox, and an end of its own:
 * Docker 20.10 lets the task of a removed job run on (seen).
 */
function wrap(script: string, limitMs: number): string {
  return [
    "mkdir /doctor/bin && busybox --install -s /doctor/bin && PATH=/doctor/bin:$PATH",
    // The first process of a container cannot be killed from inside, so the script is its child.
    `(\n${script}\necho ${endMark}\n) &`,
    "work=$!",
    "trap 'exit 143' TERM",
    `(sleep ${Math.ceil(limitMs / 1000)}; kill -9 $work) >/dev/null 2>&1 &`,
    "wait $work",
  ].join("\n");
}

async function resultOf(name: string, job: SwarmJob): Promise<string> {
  const timeoutMs = limitOf(job);
  const how = job.timestamps === true ? ["--raw", "--timestamps"] : ["--raw"];
  const end = performance.now() + timeoutMs;
  let state = "";
  while (performance.now() < end) {
    state = await stateOf(name);
    const failed = /^(Failed|Rejected|Orphaned)/.test(state);
    // The log of a task that never started keeps the engine waiting.
    const started = /^(Running|Complete|Failed)/.test(state);
    const { stdout, stderr } = started ? await taskLog(...how, name) : { stdout: "", stderr: "" };
    const lines = stdout.split("\n");
    if (lines.at(-1)?.split(" ").at(-1) === endMark) return lines.slice(0, -1).join("\n");
    if (failed) {
      throw new UserError(
        `the doctor's job ${name} ended early: ${stderr.split("\n").at(-1) || reason(state)}`,
        {
          fix: "Its image has to run busybox sh as user 1000, as Centrifugo's official image does.",
        },
      );
    }
    await sleep(pollMs);
  }
  const seconds = timeoutMs / 1000;
  throw new UserError(`the doctor's job ${name} was not done within ${seconds} s: ${reason(state)}`, {
    fix: "See whether the Swarm starts tasks at all: docker node ls, docker service ls",
  });
}

function limitOf({ timeoutMs = 30_000 }: SwarmJob): number {
  return timeoutMs;
}

function stateOf(name: string): Promise<string> {
  return docker("service", "ps", "--no-trunc", "--format", "{{.CurrentState}}: {{.Error}}", name);
}

function reason(state: string): string {
  const first = state.split("\n")[0] ?? "";
  return first === "" ? "the Swarm made no task for it" : first.replace(/: $/, "");
}
