import { posix } from "node:path";
import { rolesLabel } from "../labels.ts";
import type { MountedFile } from "../model.ts";
import { mountedFile } from "../mounted-file.ts";
import { known, type Origin } from "../value.ts";
import { listAt, mapAt, numberAt, part, textAt } from "./json.ts";

/** Swarm configs or secrets by their ids. */
export type ObjectsById = ReadonlyMap<string, unknown>;

/** Where tasks find what is mounted without an absolute path. */
const folders: Readonly<Record<MountedFile["kind"], string>> = { config: "/", secret: "/run/secrets" };
/** What Docker's client writes where a mount names no permissions. */
const usualMode = 0o444;

/** Configs and secrets that a service mounts. */
export function readSwarmFiles(
  container: unknown,
  objects: Readonly<Record<MountedFile["kind"], ObjectsById>>,
  service: string,
): readonly MountedFile[] {
  const read = (kind: MountedFile["kind"], list: string, idKey: string) =>
    listAt(container, list).flatMap((mount): MountedFile[] => {
      const name = textAt(mount, "File", "Name");
      // Such as a credential specification, which no task finds among its files.
      if (name === undefined) return [];
      const object = objects[kind].get(textAt(mount, idKey) ?? "");
      const path = posix.resolve(folders[kind], name);
      const origin: Origin = { label: `${path} (Swarm ${kind}) of service ${service}` };
      const mode = numberAt(mount, "File", "Mode");
      const uid = textAt(mount, "File", "UID");
      const place = (what: string): Origin => ({ label: `${what} of ${origin.label}` });
      return [
        mountedFile({
          path,
          kind,
          text: kind === "secret" ? undefined : configText(object),
          roles: swarmRoles(object),
          origin,
          mode: mode === undefined || mode === usualMode ? undefined : known(mode, place("mode")),
          uid: uid === undefined || uid === "0" ? undefined : known(uid, place("owner")),
        }),
      ];
    });
  return [...read("config", "Configs", "ConfigID"), ...read("secret", "Secrets", "SecretID")];
}

/** What a config holds; undefined: it is gone, or each task sees something else of it. */
export function configText(config: unknown): string | undefined {
  const data = part(config, "Spec", "Data");
  if (config === undefined || (data !== undefined && typeof data !== "string")) return undefined;
  const text = Buffer.from(data ?? "", "base64").toString("utf8");
  const isTemplate = textAt(config, "Spec", "Templating", "Name") !== undefined && text.includes("{{");
  return isTemplate ? undefined : text;
}

/** Roles from the label `centrifugo-swarm.roles`. */
export function swarmRoles(object: unknown): readonly string[] {
  const roles = mapAt(object, "Spec", "Labels").get(rolesLabel) ?? "";
  return roles.split(/[\s,]+/).filter((role) => role !== "");
}
