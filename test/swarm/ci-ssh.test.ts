import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "../setup/clone.ts";
import { docker } from "../support/docker.ts";
import { type SshServer, sshServerProblem, startSshServer } from "../support/ssh-server.ts";

/**
 * A runner in a clone of its own, and the only way that it has to the Swarm: ssh to a user in the group `docker`.
 * A whole deployment that way is in ci-workflows.test.ts.
 */
let server: SshServer;
let clone: Clone;
let problem: string | undefined;

beforeAll(async () => {
  problem = await sshServerProblem();
  if (problem !== undefined) return;
  server = await startSshServer();
  clone = await createClone();
});
afterAll(async () => {
  await clone?.dispose();
  await server?.dispose();
});

function access(knownHosts: string, change: Record<string, string> = {}): Record<string, string> {
  return {
    SWARM_HOST: server.host,
    SWARM_SSH_KEY: server.key,
    SWARM_KNOWN_HOSTS: knownHosts,
    PULUMI_BACKEND_URL: `file://${join(clone.directory, "shared")}`,
    RUNNER_TEMP: clone.directory,
    ...change,
  };
}

async function keyFolders(): Promise<string[]> {
  return (await readdir(clone.directory)).filter((name) => name.startsWith("swarm-ssh-")).sort();
}

async function refused(variables: Record<string, string>): Promise<string> {
  const before = await keyFolders();
  const { exitCode, all } = await clone.make("ci-connect", variables);
  expect(exitCode, all).toBe(2);
  expect(all).not.toContain("PRIVATE KEY");
  expect(await keyFolders(), "the key is left behind").toEqual(before);
  expect(all).not.toMatch(/^\s+at .+:\d+:\d+/m);
  return all;
}

test("ci-connect reaches the Swarm with the pinned host key, and other commands after it", async ({
  skip,
}) => {
  skip(problem !== undefined, problem);
  const env = { ...clone.env, ...access(await server.knownHosts()) };
  const script = `
    access=$(make -s --old-file=node_modules/.package-lock.json ci-connect)
    eval "$access"
    echo "host=$DOCKER_HOST folder=$SWARM_SSH_FOLDER"
    docker info --format '{{.Swarm.Cluster.ID}}'
    docker context create over-ssh --docker "host=$DOCKER_HOST" >/dev/null
    unset DOCKER_HOST
    docker --context over-ssh node ls --format '{{.ManagerStatus}}'`;
  const run = await execa("bash", ["-e", "-c", script], {
    cwd: clone.directory,
    extendEnv: false,
    env: { ...env, DOCKER_CONFIG: join(clone.directory, "docker") },
    all: true,
    reject: false,
  });
  expect(run.exitCode, run.all).toBe(0);
  expect(run.stdout).toContain(`host=${server.host}`);
  expect(run.stdout).toContain(await docker("info", "--format", "{{.Swarm.Cluster.ID}}"));
  expect(run.stdout).toContain("Leader");
  expect(run.stderr).toContain("answers, and is a manager of a Swarm");
  const folder = /folder=(\S+)/.exec(run.stdout)?.[1] ?? "";
  expect((await stat(join(folder, "key"))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test("in GitHub Actions the steps that follow get it by themselves", async ({ skip }) => {
  skip(problem !== undefined, problem);
  const [variables, folders] = ["env", "path"].map((name) => join(clone.directory, name));
  await Promise.all([variables, folders].map((file) => writeFile(file ?? "", "")));
  const { exitCode, all } = await clone.make(
    "ci-connect",
    access(await server.knownHosts(), { GITHUB_ENV: variables ?? "", GITHUB_PATH: folders ?? "" }),
  );
  expect(exitCode, all).toBe(0);
  expect(await readFile(variables ?? "", "utf8")).toMatch(
    new RegExp(`^DOCKER_HOST=${server.host}\nSWARM_SSH_FOLDER=/.*\n$`),
  );
  expect(await readFile(folders ?? "", "utf8")).toMatch(/^\/\S+\/bin\n$/);
});

test("what is missing or wrong is one sentence with its fix", async ({ skip }) => {
  skip(problem !== undefined, problem);
  const known = await server.knownHosts();
  expect(await refused(access(""))).toContain("SWARM_KNOWN_HOSTS is not set");
  expect(await refused(access(known, { SWARM_SSH_KEY: "" }))).toContain("SWARM_SSH_KEY is not set");
  expect(await refused(access(known, { SWARM_SSH_KEY: "not a key" }))).toContain("no private key that ssh");
  expect(await refused(access(known, { SWARM_HOST: "" }))).toContain("is no way to a Swarm");
  expect(await refused(access(known, { PULUMI_BACKEND_URL: "" }))).toContain("on this runner alone");
  const other = known.replace("127.0.0.1", "192.0.2.1");
  expect(await refused(access(other))).toContain("has no key of ssh://deploy@127.0.0.1");
  const stranger = join(clone.directory, "stranger");
  await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", stranger]);
  const key = { SWARM_SSH_KEY: "", SWARM_SSH_KEY_FILE: stranger };
  expect(await refused(access(known, key))).toContain("does not accept the key");
});

test("a user outside of the group `docker` is told so", async ({ skip }) => {
  skip(problem !== undefined, problem);
  await server.leaveGroup();
  expect(await refused(access(await server.knownHosts()))).toContain("may not use Docker there");
});

test("another host key is refused, and the words say what that can mean", async ({ skip }) => {
  skip(problem !== undefined, problem);
  const before = await server.knownHosts();
  await server.changeHostKey();
  const said = await refused(access(before));
  expect(said).toContain("is not the one in SWARM_KNOWN_HOSTS");
  expect(said).toContain("somebody stands in between");
  expect(said).toContain("fix: read the machine's key on the machine itself");
  expect((await clone.make("ci-connect", access(await server.knownHosts()))).exitCode).toBe(0);
});
