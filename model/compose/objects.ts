import { readFileSync } from "node:fs";
import { rolesLabel } from "../labels.ts";
import type { SwarmObject, SwarmSecret } from "../model.ts";
import { readEntries } from "../mounted-file.ts";
import { secret } from "../secret.ts";
import { shownName } from "../shown-name.ts";
import { unknown } from "../value.ts";
import type { Reading } from "./reading.ts";
import { StackFileError } from "./stack-file-error.ts";
import { entriesOf, type Item, isOn, mapOf, pairsOf, textOf } from "./tree.ts";

/** A config or secret of a stack file. */
export interface StackObject {
  readonly object: SwarmObject;
  readonly roles: readonly string[];
  /** Undefined: somebody else made it. */
  readonly text: string | undefined;
  /** The file that its content comes from. */
  readonly file: string | undefined;
}

/** Configs or secrets by their keys. */
export function readObjects(
  kind: SwarmObject["kind"],
  section: Item | undefined,
  reading: Reading,
): ReadonlyMap<string, StackObject> {
  const objects = [...entriesOf(section)].map(
    ([key, item]) => [key, readObject(kind, key, item, reading)] as const,
  );
  return new Map(objects);
}

function readObject(kind: SwarmObject["kind"], key: string, item: Item, reading: Reading): StackObject {
  const { originOf, fullName } = reading;
  const settings = entriesOf(item);
  const external = settings.get("external");
  const isExternal = isOn(external) || mapOf(external) !== undefined;
  const named = textOf(settings.get("name")) ?? textOf(entriesOf(external).get("name"));
  const name = named ?? (isExternal ? key : fullName(key));
  const file = textOf(settings.get("file"));
  const content =
    file === undefined || isExternal
      ? undefined
      : readContent(kind, file, settings.get("file") ?? item, reading);
  const roles = textOf(pairsOf(settings.get("labels")).get(rolesLabel)) ?? "";
  return {
    object: {
      kind,
      name,
      origin: originOf(`Swarm ${kind} ${name}`, item.place),
      external: isExternal,
      fixedName: named !== undefined,
      bytes: content === undefined ? undefined : Buffer.byteLength(content.text),
    },
    roles: roles.split(/[\s,]+/).filter((role) => role !== ""),
    text: content?.text,
    file: content?.file,
  };
}

function readContent(kind: SwarmObject["kind"], file: string, item: Item, reading: Reading) {
  const path = reading.resolve(file);
  const shown = reading.show(path);
  try {
    const text = readFileSync(path, "utf8");
    reading.sourceFiles.set(shown, kind);
    return { text, file: shown };
  } catch {
    const message = `the file of this ${kind} cannot be read: ${shownName(shown)}.`;
    const fix = "Name a file that is there; a path is taken from the folder of the first stack file.";
    throw new StackFileError({ message, ...item.place, fix });
  }
}

/** A secret as an object of its own, as the rules compare it. */
export function toSwarmSecret({ object, roles, text, file }: StackObject): SwarmSecret {
  const { name, origin } = object;
  const place = file === undefined ? origin : { label: origin.label, file };
  return {
    name,
    roles,
    content: text === undefined ? unknown(place) : secret(text.trim(), place),
    entries:
      text !== undefined && /^\s*[A-Z][A-Z0-9_]*=/.test(text)
        ? readEntries(".env", "secret", text, place)
        : undefined,
  };
}
