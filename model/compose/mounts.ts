import type { Mount } from "../service-spec.ts";
import { known, unknown, type Value } from "../value.ts";
import type { Reading } from "./reading.ts";
import { entriesOf, type Item, listOf, mapOf, textOf } from "./tree.ts";
import type { PartReader } from "./values.ts";

/** Volumes and folders of the node, in the long form and in short ones such as `data:/data:ro`. */
export function readMounts(item: Item | undefined, read: PartReader, reading: Reading): readonly Mount[] {
  return (listOf(item) ?? []).map((one) =>
    mapOf(one) === undefined ? shortMount(one, read, reading) : longMount(one, read, reading),
  );
}

function longMount(item: Item, read: PartReader, reading: Reading): Mount {
  const settings = entriesOf(item);
  const place = read.placeOf("mounts", item);
  const type = read.text("mounts", settings.get("type")) ?? unknown(place);
  const source = read.text("mounts", settings.get("source"));
  return {
    type,
    source: source && fullSource(source, type.state === "known" ? type.value : "", reading),
    target: read.text("mounts", settings.get("target")) ?? unknown(place),
    readOnly: read.boolean("mounts", settings.get("read_only")),
  };
}

function shortMount(item: Item, read: PartReader, reading: Reading): Mount {
  const origin = read.placeOf("mounts", item);
  const text = textOf(item);
  if (text === undefined) {
    return { type: unknown(origin), source: unknown(origin), target: unknown(origin), readOnly: undefined };
  }
  const [first = "", second, flags = ""] = text.split(":");
  const type = second !== undefined && /^[./~]/.test(first) ? "bind" : "volume";
  return {
    type: known(type, origin),
    source: second === undefined ? undefined : fullSource(known(first, origin), type, reading),
    target: known(second ?? first, origin),
    readOnly: flags === "" ? undefined : known(flags.split(",").includes("ro"), origin),
  };
}

/** A path is taken from the stack file's folder, a volume has the stack's name before its own. */
function fullSource(source: Value<string>, type: string, reading: Reading): Value<string> {
  if (source.state !== "known") return source;
  const { value, origin } = source;
  if (type === "volume" && value !== "") return known(reading.volumeName(value), origin);
  if (type !== "bind" || value.startsWith("/")) return source;
  const home = reading.variable("HOME");
  if (value.startsWith("~") && home !== undefined) return known(value.replace("~", home), origin);
  return known(reading.resolve(value), origin);
}
