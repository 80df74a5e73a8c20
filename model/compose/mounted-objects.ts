import type { MountedFile, SwarmObject } from "../model.ts";
import { mountedFile } from "../mounted-file.ts";
import { shownName } from "../shown-name.ts";
import { known, type Origin, unknown, type Value } from "../value.ts";
import type { StackObject } from "./objects.ts";
import type { Reading } from "./reading.ts";
import { StackFileError } from "./stack-file-error.ts";
import { entriesOf, type Item, listOf, mapOf, textOf } from "./tree.ts";

/** Configs or secrets that a service mounts, short (`- name`) and long. */
export function readMounted(
  kind: SwarmObject["kind"],
  item: Item | undefined,
  about: {
    readonly service: string;
    readonly objects: ReadonlyMap<string, StackObject>;
    readonly reading: Reading;
  },
): readonly MountedFile[] {
  const { service, objects, reading } = about;
  return (listOf(item) ?? []).map((one) => {
    const settings = entriesOf(one);
    const source = (mapOf(one) === undefined ? textOf(one) : textOf(settings.get("source"))) ?? "";
    const path = pathIn(kind, textOf(settings.get("target")) ?? source);
    const label = `${path} (Swarm ${kind}) of service ${service}`;
    const object = objects.get(source);
    if (object === undefined) {
      const message = `service ${shownName(service)} mounts a ${kind} ${shownName(source)}, which this file does not define.`;
      const fix = `Define it below \`${kind}s\` at the top of the file.`;
      throw new StackFileError({ message, ...one.place, fix });
    }
    const place = reading.originOf(label, one.place);
    return mountedFile({
      path,
      kind,
      text: object.text,
      roles: object.roles,
      // What the file says stands in the file; a file that somebody else made is only named here.
      origin: object.file === undefined ? { ...place, label } : { label, file: object.file },
      mode: modeOf(settings.get("mode"), { ...place, label: `mode of ${place.label}` }),
      uid: uidOf(settings.get("uid"), { ...place, label: `owner of ${place.label}` }),
    });
  });
}

/** Without a target, a config lies at the root and a secret below /run/secrets. */
function pathIn(kind: SwarmObject["kind"], target: string): string {
  if (target.startsWith("/")) return target;
  return kind === "secret" ? `/run/secrets/${target}` : `/${target}`;
}

function modeOf(item: Item | undefined, origin: Origin): Value<number> | undefined {
  if (item === undefined) return undefined;
  const at = { ...origin, line: item.place.line, column: item.place.column };
  if (typeof item.value === "number") return known(item.value, at);
  const [, octal, decimal] = /^(?:0o?([0-7]+)|([1-9]\d*))$/.exec(textOf(item) ?? "") ?? [];
  if (octal !== undefined) return known(Number.parseInt(octal, 8), at);
  return decimal === undefined ? unknown(at) : known(Number(decimal), at);
}

function uidOf(item: Item | undefined, origin: Origin): Value<string> | undefined {
  const text = textOf(item);
  return text === undefined ? undefined : known(text, origin);
}
