import type { Reading } from "./reading.ts";
import { StackFileError } from "./stack-file-error.ts";
import type { Item } from "./tree.ts";

/** Keys of a service that `docker stack deploy` leaves out: docker/cli, cli/compose/types/types.go. */
const ignored: ReadonlySet<string> = new Set([
  "build",
  "cgroup_parent",
  "cgroupns_mode",
  "container_name",
  "depends_on",
  "devices",
  "domainname",
  "expose",
  "external_links",
  "ipc",
  "links",
  "mac_address",
  "network_mode",
  "pid",
  "privileged",
  "security_opt",
  "shm_size",
  "userns_mode",
]);

/** Keys that end a deployment, and what to write instead. */
const forbidden: ReadonlyMap<string, string> = new Map([
  ["extends", "Use an anchor and `<<`, or a second file."],
  ["volume_driver", "Name the driver of the volume below `volumes` at the top of the file."],
  ["volumes_from", "Name the volume below `volumes` of both services."],
  ...["cpu_quota", "cpu_shares", "cpuset", "mem_limit", "memswap_limit"].map(
    (key) => [key, "Set the limits below `deploy.resources.limits`."] as const,
  ),
]);

/**
 * Remarks on what has no effect on a Swarm.
 *
 * @throws StackFileError for what ends a deployment.
 */
export function remarkIgnoredKeys(
  service: string,
  settings: ReadonlyMap<string, Item>,
  { originOf, remarks }: Reading,
): void {
  for (const [key, { place }] of settings) {
    const instead = forbidden.get(key);
    if (instead !== undefined) {
      const message = `docker stack deploy refuses \`${key}\`.`;
      throw new StackFileError({ message, ...place, fix: instead });
    }
    if (!ignored.has(key)) continue;
    const origin = originOf(`${key} of service ${service}`, place);
    remarks.push({ kind: "ignored-key", key, service, origin });
  }
}
