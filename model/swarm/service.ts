import { parseImage, systemOfImage, systemOfName } from "../image.ts";
import type { Service, System } from "../model.ts";
import { byName } from "../secret.ts";
import { shownName } from "../shown-name.ts";
import { partPlace, type SpecPart } from "../spec-places.ts";
import { known, type Origin, unknown, type Value } from "../value.ts";
import { type ObjectsById, readSwarmFiles } from "./files.ts";
import { goDuration } from "./go-duration.ts";
import { listAt, mapAt, numberAt, part, textAt, textsAt } from "./json.ts";
import { readSwarmSpec, unlessUsual } from "./spec.ts";

/** Says which stack an object is of: `docker stack deploy` sets it, and so does our own program. */
export const stackLabel = "com.docker.stack.namespace";
/** A note of Docker's client to itself: the image as the stack file has it. */
const imageLabel = "com.docker.stack.image";

/** Reads one service as `docker service inspect` shows it. */
export function readSwarmService(
  service: unknown,
  objects: { readonly config: ObjectsById; readonly secret: ObjectsById },
): Service {
  const spec = part(service, "Spec");
  const container = part(spec, "TaskTemplate", "ContainerSpec");
  const name = textAt(spec, "Name") ?? textAt(service, "ID") ?? "";
  const of = (what: string, key?: string): Origin => ({
    label: `${what} of service ${name}`,
    ...(key === undefined ? {} : { key }),
  });
  const at = (what: SpecPart): Origin => partPlace(what, name);
  const words = (what: SpecPart, list: readonly string[]) => list.map((word) => known(word, at(what)));
  const image = textAt(container, "Image");
  const parsed = image === undefined ? undefined : parseImage(image);
  const command = textsAt(container, "Command");
  const args = textsAt(container, "Args");
  const byImage = parsed === undefined ? "other" : systemOfImage(parsed.repository);
  const system = byImage === "other" ? guessSystem(name, [...command, ...args]) : byImage;
  // The tag of an image of another name is that image's own version.
  const release = byImage === system ? parsed : undefined;
  const labels = mapAt(spec, "Labels");
  const grace = numberAt(container, "StopGracePeriod");
  return {
    name,
    origin: { label: `service ${name}` },
    system,
    image: image === undefined ? unknown(at("image")) : known(image, at("image")),
    version: release?.version,
    major: release?.major,
    env: readEnv(textsAt(container, "Env"), (key) => of(`env ${shownName(key)}`)),
    envComplete: true,
    command: words("command", command),
    args: words("args", args),
    healthcheck: words("healthcheck", textsAt(container, "Healthcheck", "Test")),
    directory: unlessUsual(textAt(container, "Dir"), undefined, "directory", name),
    labels: readLabels(labels, (key) => of(`label ${shownName(key)}`, `labels.${key}`)),
    containerLabels: readLabels(mapAt(container, "Labels"), (key) => of(`container label ${shownName(key)}`)),
    aliases: words("aliases", readAliases(spec, name, labels.get(stackLabel))),
    files: readSwarmFiles(container, objects, name),
    filesComplete: true,
    ...readSwarmSpec(spec, name),
    replicas: readReplicas(part(spec, "Mode"), at("replicas")),
    // Zero is a choice: Swarm then kills at once. Pulumi's provider sends it where nothing is given.
    stopGracePeriod: unlessUsual(
      grace === undefined ? undefined : goDuration(grace),
      "10s",
      "stopGracePeriod",
      name,
    ),
  };
}

/** A name without `=` takes a variable of the image away, so it is none of the service's. */
function readEnv(
  words: readonly string[],
  origin: (key: string) => Origin,
): ReadonlyMap<string, Value<string>> {
  return new Map(
    words.flatMap((word): [string, Value<string>][] => {
      const [, key, text = ""] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
      return key === undefined ? [] : [[key, byName(key, text, origin(key))]];
    }),
  );
}

function readLabels(
  labels: ReadonlyMap<string, string>,
  origin: (key: string) => Origin,
): ReadonlyMap<string, Value<string>> {
  const own = [...labels].filter(([key]) => key !== imageLabel);
  return new Map(own.map(([key, value]) => [key, known(value, origin(key))]));
}

/** Without the short name, which `docker stack deploy` adds by itself. */
function readAliases(spec: unknown, name: string, stack: string | undefined): readonly string[] {
  const networks = listAt(spec, "TaskTemplate", "Networks");
  return networks
    .flatMap((network) => textsAt(network, "Aliases"))
    .filter((alias) => `${stack}_${alias}` !== name);
}

/** Undefined: one task on every node. */
function readReplicas(mode: unknown, origin: Origin): Value<number> | undefined {
  if (part(mode, "Global") !== undefined || part(mode, "GlobalJob") !== undefined) return undefined;
  const replicas =
    numberAt(mode, "Replicated", "Replicas") ?? numberAt(mode, "ReplicatedJob", "MaxConcurrent");
  return known(replicas ?? 1, origin);
}

/** For an image of another name, such as one's own: the program that it starts, or the service's name. */
function guessSystem(name: string, [program = ""]: readonly string[]): System {
  return /(^|\/)centrifugo$/.test(program) ? "centrifugo" : systemOfName(name);
}
