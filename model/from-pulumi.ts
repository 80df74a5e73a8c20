import { parseImage, systemOfImage, systemOfName } from "./image.ts";
import type { Service, StackModel, SwarmSecret, System } from "./model.ts";
import { readEntries } from "./mounted-file.ts";
import { fileKinds, objectText, type PulumiResource, readFiles, rolesOf } from "./pulumi-files.ts";
import { readNetworks, readObjects } from "./pulumi-objects.ts";
import { readSpec } from "./pulumi-spec.ts";
import { pulumiTypes } from "./pulumi-types.ts";
import { entries, get, list, notKnown, type Text, text } from "./pulumi-value.ts";
import { byName, secret } from "./secret.ts";
import { shownName } from "./shown-name.ts";
import { partPlace, type SpecPart } from "./spec-places.ts";
import { known, type Origin, unknown, type Value } from "./value.ts";

export type { PulumiResource } from "./pulumi-files.ts";

/** Reads the stack model from `docker.*` resources: inputs of a preview, outputs of a stack, or plain arguments. */
export function fromPulumi(resources: readonly PulumiResource[]): StackModel {
  return {
    source: "pulumi",
    services: resources
      .filter(({ type }) => type === pulumiTypes.service)
      .map((resource) => readService(resource, resources)),
    secrets: resources.flatMap(readSecret),
    networks: readNetworks(resources),
    objects: readObjects(resources),
    stackName: undefined,
    remarks: [],
    sourceFiles: [],
  };
}

function readService(resource: PulumiResource, resources: readonly PulumiResource[]): Service {
  const given = text(get(resource.props, "name"));
  const name = typeof given === "string" && given !== "" ? given : resource.name;
  const of = (what: string, key?: string): Origin => ({
    label: `${what} of service ${name}`,
    ...(key === undefined ? {} : { key }),
  });
  const at = (part: SpecPart): Origin => partPlace(part, name);
  const spec = get(resource.props, "taskSpec", "containerSpec");
  const image = value(text(get(spec, "image")), at("image"));
  const parsed = image.state === "known" ? parseImage(image.value) : undefined;
  const env = entries(get(spec, "env"));
  const files = readFiles(resource, spec, resources, name);
  const command = words(get(spec, "commands"), at("command"));
  const args = words(get(spec, "args"), at("args"));
  const byImage = parsed === undefined ? "other" : systemOfImage(parsed.repository);
  const system = byImage === "other" ? guessSystem(name, [...command, ...args]) : byImage;
  // The tag of an image of another name is that image's own version.
  const release = byImage === system ? parsed : undefined;

  return {
    name,
    origin: { label: `service ${name}` },
    system,
    image,
    version: release?.version,
    major: release?.major,
    env: new Map((env ?? []).map(([key, entry]) => [key, value(entry, of(`env ${shownName(key)}`), key)])),
    envComplete: env !== undefined,
    command,
    args,
    healthcheck: words(get(spec, "healthcheck", "tests"), at("healthcheck")),
    directory: optional(text(get(spec, "dir")), at("directory")),
    labels: labels(get(resource.props, "labels"), (key) => of(`label ${shownName(key)}`, `labels.${key}`)),
    containerLabels: labels(get(spec, "labels"), (key) => of(`container label ${shownName(key)}`)),
    aliases: (list(get(resource.props, "taskSpec", "networksAdvanceds")) ?? []).flatMap((network) =>
      words(get(network, "aliases"), at("aliases")),
    ),
    files: files ?? [],
    filesComplete: files !== undefined,
    ...readSpec(resource.props, name, networksOf(resource)),
    replicas: replicas(get(resource.props, "mode"), at("replicas")),
    stopGracePeriod: optional(text(get(spec, "stopGracePeriod")), at("stopGracePeriod")),
  };
}

/** Networks that a service's task depends on; only a stack policy knows them. */
function networksOf({ propertyDependencies }: PulumiResource): readonly string[] {
  const found = propertyDependencies?.["taskSpec"] ?? [];
  return found.filter(({ type }) => type === pulumiTypes.network).map((network) => network.name);
}

/** Swarm runs one task where neither a mode nor a number is given. */
function replicas(mode: unknown, origin: Origin): Value<number> | undefined {
  const global = text(get(mode, "global"));
  if (global === "true") return undefined;
  const given = global === notKnown ? global : (text(get(mode, "replicated", "replicas")) ?? "1");
  return typeof given === "string" && /^\d+$/.test(given) ? known(Number(given), origin) : unknown(origin);
}

function optional(from: Text, origin: Origin): Value<string> | undefined {
  return from === undefined || from === "" ? undefined : value(from, origin);
}

/** For an image of another name, such as one's own: the program that it starts, or the service's name. */
function guessSystem(name: string, [program]: readonly Value<string>[]): System {
  return program?.state === "known" && /(^|\/)centrifugo$/.test(program.value)
    ? "centrifugo"
    : systemOfName(name);
}

function readSecret(resource: PulumiResource): SwarmSecret[] {
  if (!fileKinds.some(({ kind, type }) => kind === "secret" && type === resource.type)) return [];
  const origin = { label: `Swarm secret ${resource.name}` };
  const content = objectText(resource);
  return [
    {
      name: resource.name,
      roles: rolesOf(resource),
      content: content === undefined ? unknown(origin) : secret(content.trim(), origin),
      // The name tells nothing of the format here; lines `NAME=value` are told apart by their look.
      entries:
        content !== undefined && /^\s*[A-Z][A-Z0-9_]*=/.test(content)
          ? readEntries(".env", "secret", content, origin)
          : undefined,
    },
  ];
}

function value(from: Text, origin: Origin, name?: string): Value<string> {
  if (typeof from !== "string") return unknown(origin);
  return name === undefined ? known(from, origin) : byName(name, from, origin);
}

function words(from: unknown, origin: Origin): readonly Value<string>[] {
  const all = list(from);
  return all === undefined ? [unknown(origin)] : all.map((word) => value(text(word), origin));
}

function labels(from: unknown, origin: (key: string) => Origin): ReadonlyMap<string, Value<string>> {
  const found = new Map<string, Value<string>>();
  for (const label of list(from) ?? []) {
    const key = text(get(label, "label"));
    if (typeof key === "string") found.set(key, value(text(get(label, "value")), origin(key)));
  }
  return found;
}
