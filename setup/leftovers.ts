import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../config/user-error.ts";
import { ownerLabel } from "../model/labels.ts";
import { backendSecretNames } from "../stacks/backend-secret-files.ts";
import { certificatesVolume } from "../stacks/certificates.ts";
import { allServiceNames } from "../stacks/names.ts";
import { docker, lines } from "./docker.ts";

/** Everything of one stack on the Swarm, found by the label that it carries. */
export interface Owner {
  /** `<project>/<stack>`. */
  readonly owner: string;
  readonly env: NodeJS.ProcessEnv;
}

type Kind = "service" | "network" | "secret" | "config";

/** Names of our objects of one kind. */
export async function ownObjects({ owner, env }: Owner, kind: Kind): Promise<string[]> {
  const args = [kind, "ls", "--filter", `label=${ownerLabel}=${owner}`, "--format", "{{.Name}}"];
  const result = await docker(args, { env });
  return lines(result).sort();
}

/**
 * Waits until our services, their tasks' containers and our networks are gone: Docker removes them in the
 * background.
 *
 * @throws UserError that names what is left after the limit (milliseconds).
 */
export async function waitUntilGone(target: Owner, limit = 60_000): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    const left = [
      ...(await ownObjects(target, "service")).map((name) => `service ${name}`),
      ...(await ownObjects(target, "network")).map((name) => `network ${name}`),
      ...(await ownTasks(target)).map(({ name }) => `container ${name}`),
    ];
    if (left.length === 0) return;
    if (Date.now() >= end) {
      throw new UserError(`Still there after ${limit / 1000} s: ${left.join(", ")}.`, {
        fix: "run `make down` again; if it stays, look at `docker node ls` for a node that is down.",
      });
    }
    await sleep(500);
  }
}

/** Gives tasks whose service is gone time to end; no error when they do not. */
export async function waitForTasks(target: Owner, limit = 30_000): Promise<void> {
  const end = Date.now() + limit;
  while (Date.now() < end) {
    const services = await ownObjects(target, "service");
    if ((await ownTasks(target)).every(({ service }) => services.includes(service))) return;
    await sleep(500);
  }
}

/** Containers on this node that belong to the stack's services, running or not. */
async function ownTasks({ owner, env }: Owner): Promise<{ name: string; service: string }[]> {
  const stack = owner.slice(owner.lastIndexOf("/") + 1);
  const services = allServiceNames.map((service) => `${stack}_${service}`);
  const format = '{{.Names}}\t{{.Label "com.docker.swarm.service.name"}}';
  const result = await docker(["ps", "--all", "--format", format], { env });
  return lines(result)
    .map((line) => line.split("\t"))
    .map(([name = "", service = ""]) => ({ name, service }))
    .filter(({ service }) => services.includes(service));
}

/**
 * Removes our secrets and configs that nothing uses any more: what a backend may mount is kept by `destroy`.
 *
 * @returns the names that are still in use by others.
 */
export async function removeUnused(target: Owner): Promise<string[]> {
  const [secrets, configs] = await Promise.all([ownObjects(target, "secret"), ownObjects(target, "config")]);
  return [...(await remove(target, "secret", secrets)), ...(await remove(target, "config", configs))];
}

/**
 * Removes the backend's secrets of earlier deployments that nothing mounts any more. Pulumi leaves them,
 * because a backend changes over in its own time.
 *
 * @param current names that the stack's outputs give.
 * @returns the outdated names that are still mounted.
 */
export async function removeOutdatedSecrets(target: Owner, current: readonly string[]): Promise<string[]> {
  return removeSecrets(target, backendSecretNames, current);
}

/**
 * Removes certificates of earlier deployments: Pulumi leaves them, in case that Swarm goes back to one. Docker
 * refuses to remove what a service mounts.
 */
export async function removeOldCertificates(target: Owner): Promise<void> {
  await removeSecrets(target, ["certificate"]);
}

/** Removes secrets with these names and a hash behind it, but for some, and gives those that are still mounted. */
async function removeSecrets(
  target: Owner,
  names: readonly string[],
  kept: readonly string[] = [],
): Promise<string[]> {
  const stack = target.owner.slice(target.owner.lastIndexOf("/") + 1);
  const prefixes = names.map((name) => `${stack}_${name}-`);
  const outdated = (await ownObjects(target, "secret")).filter(
    (name) => prefixes.some((prefix) => name.startsWith(prefix)) && !kept.includes(name),
  );
  return remove(target, "secret", outdated);
}

/** Removes the volume of the certificate on this node: it was in memory, and is empty once no task has it. */
export async function removeCertificatesVolume({ owner, env }: Owner): Promise<void> {
  const filters = ["--filter", `label=${ownerLabel}=${owner}`, "--filter", `name=_${certificatesVolume}$`];
  const volumes = lines(await docker(["volume", "ls", ...filters, "--format", "{{.Name}}"], { env }));
  await Promise.all(volumes.map((name) => docker(["volume", "rm", name], { env })));
}

/** Removes what it can; returns what is still in use. */
async function remove(target: Owner, kind: "secret" | "config", names: readonly string[]): Promise<string[]> {
  const removed = await Promise.all(
    names.map(async (name) => ({ name, ...(await docker([kind, "rm", name], { env: target.env })) })),
  );
  return removed.filter(({ ok }) => !ok).map(({ name }) => name);
}
