import { appendFile, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { UserError } from "../../config/user-error.ts";
import { usesLocalBackend } from "../backend.ts";
import { reportTo } from "../console.ts";
import { docker } from "../docker.ts";
import { requireEngine } from "../engine.ts";
import type { EngineFacts } from "../engine-facts.ts";
import { asExports } from "../env.ts";
import { main } from "../main.ts";
import { readProject } from "../project.ts";
import { run } from "../run.ts";
import { explainSsh } from "./ssh-failure.ts";
import { writeSshFolder } from "./ssh-folder.ts";

type Environment = NodeJS.ProcessEnv;

/**
 * `make ci-connect`: lets this run reach the Swarm, and proves that it does. Steps of GitHub Actions that follow
 * get what it sets by itself, other shells by `eval "$(make -s ci-connect)"`.
 */
await main(import.meta.url, async () => {
  const report = reportTo(process.stderr);
  const host = requireHost(process.env);
  const change = host === "local" ? {} : await prepareSsh(host, process.env);
  const { target, swarm } = await prove(host, change).catch(async (error: unknown) => {
    // Nobody knows of the key's folder then, and nobody else would remove it.
    if (change.SWARM_SSH_FOLDER !== undefined)
      await rm(change.SWARM_SSH_FOLDER, { recursive: true, force: true });
    throw error;
  });
  report(`${target.host} answers, and is a manager of a Swarm with ${swarm?.nodes ?? 0} node(s)`);
  await handOn(change, process.env);
});

/** What has to be set so that `docker` and Pulumi reach the Swarm; nothing where they do already. */
interface Change {
  readonly PATH?: string;
  readonly DOCKER_HOST?: string;
  readonly SWARM_SSH_FOLDER?: string;
}

async function prepareSsh(host: string, environment: Environment): Promise<Change> {
  if (usesLocalBackend(await readProject(), environment)) {
    throw new UserError("Pulumi's state would lie on this runner alone, and be gone with it.", {
      fix: "set PULUMI_BACKEND_URL to the place that CI and people share: docs/ci.md.",
    });
  }
  const [key, knownHosts] = await Promise.all([
    requireText("SWARM_SSH_KEY", environment),
    requireText("SWARM_KNOWN_HOSTS", environment),
  ]);
  const found = await run("sh", ["-c", "command -v ssh"], { env: environment });
  if (!found.ok) throw new UserError("There is no ssh here.", { fix: "install openssh-client." });
  const parent = environment["RUNNER_TEMP"] || tmpdir();
  const folder = await writeSshFolder(parent, { key, knownHosts }, found.stdout.trim());
  const path = [join(folder, "bin"), environment["PATH"]].join(delimiter);
  return { PATH: path, DOCKER_HOST: host, SWARM_SSH_FOLDER: folder };
}

/** @throws UserError that says why, when no manager of a Swarm answers. */
async function prove(host: string, change: Change): Promise<EngineFacts> {
  const env: Environment = { ...process.env, ...change };
  const { SWARM_SSH_FOLDER: folder } = change;
  const answer = await docker(["version", "--format", "{{.Server.Version}}"], { env });
  if (answer.ok || folder === undefined) return requireEngine(env);
  // Docker's client keeps to itself what the one on the other side says.
  const { username, hostname, port } = new URL(host);
  const target = [...(port === "" ? [] : ["-p", port]), `${username}@${hostname.replaceAll(/[[\]]/g, "")}`];
  const there = await run(join(folder, "bin", "ssh"), [...target, "docker", "version"], {
    env,
    timeout: 30_000,
  });
  throw explainSsh(there.ok ? answer.stderr : there.stderr, host);
}

/** `local` has to be said: a hosted runner has an engine of its own, which nobody wants to deploy to. */
function requireHost(environment: Environment): string {
  const host = environment["SWARM_HOST"] || "";
  if (host === "local" || /^ssh:\/\/[\w.-]+@(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i.test(host)) return host;
  throw new UserError(`SWARM_HOST=${JSON.stringify(host)} is no way to a Swarm.`, {
    fix: "set it to ssh://USER@HOST, or to `local` on a runner that is a manager itself.",
    exitCode: 2,
  });
}

/** The text of a variable, or of the file that the variable with `_FILE` behind it names. */
async function requireText(name: string, environment: Environment): Promise<string> {
  const text = environment[name];
  if (text) return text;
  const file = environment[`${name}_FILE`];
  if (!file) {
    throw new UserError(`${name} is not set.`, {
      fix: `set it, or ${name}_FILE to a file with it; pull requests of forks and of Dependabot get no secrets.`,
      exitCode: 2,
    });
  }
  return readFile(file, "utf8").catch(() => {
    throw new UserError(`${name}_FILE=${file} cannot be read.`, { exitCode: 2 });
  });
}

/** To the steps that follow in GitHub Actions, else to the shell that reads standard output. */
async function handOn(change: Change, environment: Environment): Promise<void> {
  const { GITHUB_ENV: variables, GITHUB_PATH: folders } = environment;
  if (!variables || !folders) {
    process.stdout.write(asExports({ ...change }));
    return;
  }
  const { PATH, ...rest } = change;
  if (PATH !== undefined) await appendFile(folders, `${PATH.split(delimiter)[0]}\n`);
  const text = Object.entries(rest).map(([name, value]) => `${name}=${value}\n`);
  await appendFile(variables, text.join(""));
}
