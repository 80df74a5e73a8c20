import { spawn } from "node:child_process";
import { access, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../config/user-error.ts";
import type { Report } from "./console.ts";
import { docker } from "./docker.ts";
import { paths } from "./paths.ts";
import { lastLines, type RunResult, run } from "./run.ts";

/** Installs Debian's or Ubuntu's own engine and client; needs root. */
export async function installEngine(report: Report): Promise<void> {
  report("installing the container engine (apt-get install docker.io), usually about a minute");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]): Promise<RunResult> => run("apt-get", ["-qq", ...args], { env });
  await apt("update");
  // From Debian 13 on, the client is a package of its own.
  const client = await run("apt-cache", ["show", "docker-cli"], { env });
  const packages = ["docker.io", ...(client.ok && client.stdout !== "" ? ["docker-cli"] : [])];
  const installed = await apt("install", "--yes", "--no-install-recommends", ...packages);
  if (!installed.ok) {
    throw new UserError(`The container engine could not be installed: ${lastLines(installed, 2)}.`, {
      fix: `run \`apt-get install ${packages.join(" ")}\` by hand, then this again.`,
    });
  }
}

/** Starts this machine's engine by its service manager, or by hand where there is none. */
export async function startEngine(report: Report): Promise<void> {
  report("starting the container engine");
  const systemd = await exists("/run/systemd/system");
  const started = systemd
    ? await run("systemctl", ["start", "docker"], { timeout: 120_000 })
    : await run("service", ["docker", "start"], { timeout: 60_000 });
  if (started.ok && (await waitForEngine(systemd ? 60_000 : 15_000))) return;
  if (await waitForEngine(0)) return;
  if (systemd) {
    throw new UserError("The container engine does not start.", {
      fix: "see why: journalctl -u docker --since -5min",
    });
  }
  // Without an init system the init script may fail (it raises limits that a container has fixed).
  await startByHand(report);
}

async function startByHand(report: Report): Promise<void> {
  const folder = paths().state;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "dockerd.log");
  const log = await open(file, "a", 0o600);
  const daemon = spawn("dockerd", [], { detached: true, stdio: ["ignore", log.fd, log.fd], cwd: "/" });
  daemon.on("error", () => undefined);
  daemon.unref();
  await log.close();
  report(`started dockerd in the background; its log is ${file}`);
  if (await waitForEngine(60_000)) return;
  throw new UserError("The container engine was started but does not answer.", {
    fix: `see why: tail ${file}`,
  });
}

/** Asks until the engine answers or the limit (milliseconds) is over. */
async function waitForEngine(limit: number): Promise<boolean> {
  const end = Date.now() + limit;
  for (;;) {
    const version = await docker(["version", "--format", "{{.Server.Version}}"], { timeout: 5000 });
    if (version.ok) return true;
    if (Date.now() >= end) return false;
    await sleep(500);
  }
}

/**
 * Makes this engine the manager of a new Swarm. The address is 127.0.0.1 unless ADVERTISE_ADDR says otherwise:
 * right for one machine (it survives a change of network), wrong as soon as a second node is to join.
 */
export async function initSwarm(report: Report, environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const address = environment["ADVERTISE_ADDR"] || "127.0.0.1";
  report(
    `making this machine a Swarm of one: docker swarm init --advertise-addr ${address}` +
      (address === "127.0.0.1" ? " (for more nodes: ADVERTISE_ADDR=<this machine's address>)" : ""),
  );
  const result = await docker(["swarm", "init", "--advertise-addr", address], { timeout: 60_000 });
  if (!result.ok) {
    throw new UserError(`The Swarm could not be initialised: ${lastLines(result, 1)}.`, {
      fix: "run `docker swarm init` by hand with an address of this machine.",
    });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
