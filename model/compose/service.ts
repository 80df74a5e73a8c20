import { parseImage, systemOfImage, systemOfName } from "../image.ts";
import type { Service, SwarmObject, System } from "../model.ts";
import { shownName } from "../shown-name.ts";
import { known, type Origin, unknown, type Value } from "../value.ts";
import { readDeploy, readRunning } from "./deploy.ts";
import { readEnvironment, withEnvFiles } from "./environment.ts";
import { remarkIgnoredKeys } from "./ignored-keys.ts";
import { readMounted } from "./mounted-objects.ts";
import { readMounts } from "./mounts.ts";
import { defaultNetwork } from "./networks.ts";
import type { StackObject } from "./objects.ts";
import { expandPorts, readPorts } from "./ports.ts";
import type { Reading } from "./reading.ts";
import { splitWords } from "./split-words.ts";
import { StackFileError } from "./stack-file-error.ts";
import { entriesOf, type Item, isOn, listOf, mapOf, pairsOf, textOf } from "./tree.ts";
import { type PartReader, partReader, valueAt } from "./values.ts";

/** Configs and secrets of the file, by kind and key. */
export type StackObjects = Readonly<Record<SwarmObject["kind"], ReadonlyMap<string, StackObject>>>;

/** What a service is read with. */
export interface ServiceContext {
  readonly objects: StackObjects;
  /** Keys of the networks that the file declares. */
  readonly networks: ReadonlySet<string>;
  readonly stackName: string | undefined;
  readonly reading: Reading;
}

/**
 * Reads one service.
 *
 * @throws StackFileError for what ends a deployment.
 */
export function readService(key: string, item: Item, about: ServiceContext): Service {
  const { objects, stackName, reading } = about;
  const name = reading.fullName(key);
  const settings = entriesOf(item);
  const deploy = entriesOf(settings.get("deploy"));
  const read = partReader(name, reading.originOf);
  remarkIgnoredKeys(name, settings, reading);

  const image = read.text("image", settings.get("image")) ?? unknown(read.placeOf("image", item));
  const command = readWords("command", settings.get("entrypoint"), read);
  const args = readWords("args", settings.get("command"), read);
  const parsed = image.state === "known" ? parseImage(image.value) : undefined;
  const byImage = parsed === undefined ? "other" : systemOfImage(parsed.repository);
  const system = byImage === "other" ? guessSystem(key, [...command, ...args]) : byImage;
  // The tag of an image of another name is that image's own version.
  const release = byImage === system ? parsed : undefined;
  const networks = networksOf(settings.get("networks"), item);
  const mounted = (kind: SwarmObject["kind"]) =>
    readMounted(kind, settings.get(`${kind}s`), { service: name, objects: objects[kind], reading });
  return {
    name,
    origin: reading.originOf(`service ${name}`, item.place),
    system,
    image,
    version: release?.version,
    major: release?.major,
    env: readEnvironment(name, settings.get("environment"), reading),
    envComplete: true,
    command,
    args,
    healthcheck: readHealthcheck(entriesOf(settings.get("healthcheck")), item, read),
    directory: read.text("directory", settings.get("working_dir")),
    labels: new Map([
      ...readLabels(
        deploy.get("labels"),
        (label) => `label ${shownName(label)} of service ${name}`,
        "labels.",
        reading,
      ),
      ...stackLabel(name, stackName),
    ]),
    containerLabels: readLabels(
      settings.get("labels"),
      (label) => `container label ${shownName(label)} of service ${name}`,
      "containerLabels.",
      reading,
    ),
    aliases: [
      known(key, read.placeOf("aliases", item)),
      ...networks.flatMap(({ settings }) => read.words("aliases", settings.get("aliases"))),
    ],
    files: [...mounted("config"), ...mounted("secret")],
    filesComplete: true,
    ...readDeploy(deploy, settings.get("restart"), read),
    ...readRunning(settings, name, read, reading),
    ports: readPorts(settings.get("ports"), read),
    portsComplete: true,
    networks: networks.map(({ network, place }) => ({
      network: known(declared(network, place, about), read.placeOf("networks", place)),
      byName: false,
    })),
    networksComplete: true,
    mounts: readMounts(settings.get("volumes"), read, reading),
    converges: undefined,
    replicas:
      textOf(deploy.get("mode"))?.startsWith("global") === true
        ? undefined
        : (read.number("replicas", deploy.get("replicas")) ?? known(1, read.placeOf("replicas", item))),
    stopGracePeriod: read.text("stopGracePeriod", settings.get("stop_grace_period")),
  };
}

/** What Docker does to a service before it merges stack files. */
export function prepareService(item: Item, reading: Reading): Item {
  const settings = new Map(withEnvFiles(entriesOf(item), reading));
  const ports = settings.get("ports");
  if (ports !== undefined) settings.set("ports", expandPorts(ports));
  const health = settings.get("healthcheck");
  const test = entriesOf(health).get("test");
  if (health === undefined || test === undefined || listOf(test) !== undefined)
    return { ...item, value: settings };
  // A text is run by a shell.
  const words = { ...test, value: [{ value: "CMD-SHELL", place: test.place }, test] };
  const checked = { ...health, value: new Map([...entriesOf(health), ["test", words]]) };
  return { ...item, value: new Map([...settings, ["healthcheck", checked]]) };
}

/** True where a service names no network, so that it is on the default one. */
export function isOnDefaultNetwork(item: Item): boolean {
  return networksOf(entriesOf(item).get("networks"), item).some(({ network }) => network === defaultNetwork);
}

/** Docker makes the default network by itself, and refuses another one that the file does not declare. */
function declared(network: string, { place }: Item, { networks }: ServiceContext): string {
  if (network === defaultNetwork || networks.has(network)) return network;
  const message = `network ${shownName(network)} is not declared in this file.`;
  throw new StackFileError({ message, ...place, fix: "Declare it below `networks` at the top of the file." });
}

interface ServiceNetwork {
  readonly network: string;
  readonly place: Item;
  readonly settings: ReadonlyMap<string, Item>;
}

function networksOf(item: Item | undefined, service: Item): readonly ServiceNetwork[] {
  const map = mapOf(item);
  const found =
    map === undefined
      ? (listOf(item) ?? []).map((one) => ({
          network: textOf(one) ?? "",
          place: one,
          settings: entriesOf(undefined),
        }))
      : [...map].map(([network, place]) => ({ network, place, settings: entriesOf(place) }));
  return found.length > 0 ? found : [{ network: defaultNetwork, place: service, settings: new Map() }];
}

/** A list of words, or one text that is split into them. */
function readWords(
  part: "command" | "args",
  item: Item | undefined,
  read: PartReader,
): readonly Value<string>[] {
  const text = textOf(item);
  if (item === undefined || item.value === null) return [];
  if (listOf(item) !== undefined) return read.words(part, item);
  const place = read.placeOf(part, item);
  return text === undefined ? [unknown(place)] : splitWords(text).map((word) => known(word, place));
}

function readHealthcheck(
  settings: ReadonlyMap<string, Item>,
  service: Item,
  read: PartReader,
): readonly Value<string>[] {
  const disable = settings.get("disable");
  if (isOn(disable)) return [known("NONE", read.placeOf("healthcheck", disable ?? service))];
  return read.words("healthcheck", settings.get("test"));
}

function readLabels(
  item: Item | undefined,
  labelOf: (label: string) => string,
  start: string,
  { originOf }: Reading,
): ReadonlyMap<string, Value<string>> {
  return new Map(
    [...pairsOf(item)].map(([label, one]) => [
      label,
      valueAt(one, originOf(labelOf(label), one.place, `${start}${label}`)),
    ]),
  );
}

/** Docker sets it when it deploys the stack. */
function stackLabel(service: string, stackName: string | undefined): (readonly [string, Value<string>])[] {
  const label = "com.docker.stack.namespace";
  const origin: Origin = { label: `label ${label} of service ${service}` };
  return stackName === undefined ? [] : [[label, known(stackName, origin)]];
}

/** For an image of another name, such as one's own: the program that it starts, or the service's name. */
function guessSystem(name: string, [program]: readonly Value<string>[]): System {
  return program?.state === "known" && /(^|\/)centrifugo$/.test(program.value)
    ? "centrifugo"
    : systemOfName(name);
}
