import { rolesLabel } from "./labels.ts";
import type { MountedFile } from "./model.ts";
import { mountedFile } from "./mounted-file.ts";
import { optionalValue, toNumber } from "./pulumi-spec.ts";
import { pulumiTypes } from "./pulumi-types.ts";
import { get, list, notKnown, type Text, text } from "./pulumi-value.ts";

/** A Pulumi resource as plain data; what is not known yet is `notKnown`. */
export interface PulumiResource {
  /** `docker:index/service:Service` */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Resources that the property depends on, by property; only a stack policy knows them. */
  readonly propertyDependencies?: Readonly<Record<string, readonly PulumiResource[]>>;
}

/** How `@pulumi/docker` names one of the two kinds of mounted objects. */
export interface FileKind {
  readonly kind: MountedFile["kind"];
  readonly type: string;
  /** Property of the container spec, and the two properties of its entries that name the object. */
  readonly property: string;
  readonly id: string;
  readonly objectName: string;
}

/** Swarm configs and Swarm secrets. */
export const fileKinds: readonly FileKind[] = [
  {
    kind: "config",
    type: pulumiTypes.config,
    property: "configs",
    id: "configId",
    objectName: "configName",
  },
  {
    kind: "secret",
    type: pulumiTypes.secret,
    property: "secrets",
    id: "secretId",
    objectName: "secretName",
  },
];

/** Configs and secrets that a service mounts; undefined: the list is not known. */
export function readFiles(
  service: PulumiResource,
  spec: unknown,
  resources: readonly PulumiResource[],
  serviceName: string,
): readonly MountedFile[] | undefined {
  const files: MountedFile[] = [];
  for (const kind of fileKinds) {
    const mounts = list(get(spec, kind.property));
    if (mounts === undefined) return undefined;
    for (const mount of mounts) {
      const object = findObject(mount, kind, resources) ?? onlyCandidate(service, kind, mounts.length);
      const path = text(get(mount, "fileName"));
      if (typeof path !== "string") return undefined;
      const origin = { label: `${path} (Swarm ${kind.kind}) of service ${serviceName}` };
      const content = object === undefined ? undefined : objectText(object);
      const mode = toNumber(
        optionalValue(text(get(mount, "fileMode")), { ...origin, label: `mode of ${origin.label}` }),
      );
      const uid = optionalValue(text(get(mount, "fileUid")), {
        ...origin,
        label: `owner of ${origin.label}`,
      });
      const roles = rolesOf(object);
      files.push(mountedFile({ path, kind: kind.kind, text: content, roles, origin, mode, uid }));
    }
  }
  return files;
}

/** The text of a Secret or ServiceConfig; undefined: not known. */
export function objectText(object: PulumiResource): string | undefined {
  const raw = text(get(object.props, "dataRaw"));
  if (typeof raw === "string" && raw !== "") return raw;
  const data = text(get(object.props, "data"));
  return typeof data === "string" ? Buffer.from(data, "base64").toString("utf8") : undefined;
}

/** Roles from the label `centrifugo-swarm.roles`, separated by commas. */
export function rolesOf(object: PulumiResource | undefined): readonly string[] {
  for (const label of list(get(object?.props, "labels")) ?? []) {
    const value = text(get(label, "value"));
    if (text(get(label, "label")) !== rolesLabel || typeof value !== "string") continue;
    return value.split(/[\s,]+/).filter((role) => role !== "");
  }
  return [];
}

/** An object is named by its id, by its name on the Swarm or, before there is either, by its logical name. */
function findObject(
  mount: unknown,
  kind: FileKind,
  resources: readonly PulumiResource[],
): PulumiResource | undefined {
  const wanted = given(text(get(mount, kind.id)), text(get(mount, kind.objectName)));
  return resources.find((resource) => {
    if (resource.type !== kind.type) return false;
    const names = given(text(get(resource.props, "id")), text(get(resource.props, "name")), resource.name);
    return names.some((name) => wanted.includes(name));
  });
}

/** While ids are unknown: the one object of this kind that the service depends on. */
function onlyCandidate(service: PulumiResource, kind: FileKind, mounts: number): PulumiResource | undefined {
  const candidates = (service.propertyDependencies?.["taskSpec"] ?? []).filter(
    ({ type }) => type === kind.type,
  );
  return mounts === 1 && candidates.length === 1 ? candidates[0] : undefined;
}

function given(...values: readonly Text[]): string[] {
  return values.filter((value): value is string => value !== undefined && value !== notKnown && value !== "");
}
