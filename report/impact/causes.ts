import { readEntries } from "../../model/mounted-file.ts";
import { shownName } from "../../model/shown-name.ts";
import { textAt } from "../../model/swarm/json.ts";
import type { Value } from "../../model/value.ts";
import type { ResourceChange } from "../preview/changes.ts";
import type { Difference } from "../preview/differences.ts";
import { shownBytes, shownImage, shownValue } from "../preview/shown-value.ts";

/** A property that changes, in words; values only where they may be shown. */
export interface Cause {
  /** With names as Markdown code: image, label `traefik.enable`, `client.allowed_origins` in `/centrifugo/config.json`. */
  readonly what: string;
  /** Undefined: it is not shown. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly change: "added" | "removed" | "changed";
}

/** The properties behind a change of a service; `all` are the changes of the whole stack, with its files. */
export function causesOf(service: ResourceChange, all: readonly ResourceChange[]): readonly Cause[] {
  const causes = service.differences.flatMap((difference) => causeOf(difference, all));
  return causes.filter(
    (cause, index) => causes.findIndex((one) => JSON.stringify(one) === JSON.stringify(cause)) === index,
  );
}

function causeOf(difference: Difference, all: readonly ResourceChange[]): Cause[] {
  const { path, before, after } = difference;
  const [part = "", section, property, item = "", field = ""] = path;
  const name = path.join(".");
  if (part === "labels" || (property === "labels" && section === "containerSpec")) {
    const label = path.at(-1) ?? "";
    const whose = part === "labels" ? "label" : "container label";
    return [cause(`${whose} \`${shownName(label)}\``, difference, (value) => shownValue(label, value))];
  }
  if (section === "containerSpec" && (property === "configs" || property === "secrets")) {
    return fileCauses({ path: item, secret: property === "secrets", field }, difference, all);
  }
  if (name === "mode.replicated.replicas") return [cause("replicas", difference)];
  if (name === "taskSpec.containerSpec.image") return [cause("image", difference, shownImage)];
  if (path.at(-1) === "memoryBytes") return [cause("memory limit", difference, shownBytes)];
  if (path.at(-1) === "nanoCpus")
    return [
      cause("CPU limit", difference, (value) =>
        typeof value === "number" ? String(value / 1e9) : undefined,
      ),
    ];
  if (property === "env")
    return [cause(`variable \`${shownName(path.at(-1) ?? "")}\``, difference, () => undefined)];
  if (part === "taskSpec" && section === "networksAdvanceds")
    return [{ what: "networks", before: undefined, after: undefined, change: "changed" }];
  // A command line and its like may hold anything.
  const free = ["args", "commands", "healthcheck"].includes(property ?? "");
  if (free)
    return [{ what: words[property ?? ""] ?? "", before: undefined, after: undefined, change: "changed" }];
  return [cause(plainPath(path), { path, before, after })];
}

const words: Readonly<Record<string, string>> = {
  args: "arguments",
  commands: "command",
  healthcheck: "health check",
};

/** `endpointSpec.ports.0.publishedPort` without the parts that say nothing. */
function plainPath(path: readonly string[]): string {
  const rest = path.filter((part) => part !== "taskSpec" && part !== "containerSpec");
  return `\`${rest.map((part) => (/^\d+$/.test(part) ? part : shownName(part))).join(".")}\``;
}

function fileCauses(
  { path, secret, field }: { readonly path: string; readonly secret: boolean; readonly field: string },
  { before, after }: Difference,
  all: readonly ResourceChange[],
): Cause[] {
  const what = `${secret ? "secret" : "config"} file \`${shownName(path)}\``;
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  if (field !== "configId" && field !== "secretId") {
    // The object's name says nothing more than its id, and a file that comes or goes is told once.
    const more = /^file(?:Mode|Uid|Gid)$/.test(field) && change === "changed";
    return more ? [cause(`${field} of ${what}`, { path: [], before, after })] : [];
  }
  const object = all.find(({ id, action }) => action === "replace" && id !== undefined && id === before);
  const entries = secret || object === undefined ? [] : entryCauses(path, object);
  return entries.length > 0 ? entries : [{ what, before: undefined, after: undefined, change }];
}

/** What differs inside of a config, setting by setting; empty: it cannot be read, or it differs in form only. */
function entryCauses(path: string, object: ResourceChange): Cause[] {
  const read = (inputs: unknown) =>
    readEntries(path, "config", textAt(inputs, "dataRaw"), { label: path }) ??
    new Map<string, Value<string>>();
  const [before, after] = [read(object.before), read(object.after)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Cause[] => {
    const [one, other] = [before.get(key), after.get(key)];
    if (JSON.stringify(plain(one)) === JSON.stringify(plain(other))) return [];
    const shown = (value: Value<string> | undefined) =>
      value?.state === "known" ? shownValue(key, value.value) : undefined;
    const change = one === undefined ? "added" : other === undefined ? "removed" : "changed";
    return [
      {
        what: `\`${shownName(key)}\` in \`${shownName(path)}\``,
        before: shown(one),
        after: shown(other),
        change,
      },
    ];
  });
}

function plain(value: Value<string> | undefined): unknown {
  return value?.state === "known"
    ? value.value
    : value?.state === "secret"
      ? value.fingerprint
      : value?.state;
}

function cause(
  what: string,
  { path, before, after }: Difference,
  show: (value: unknown) => string | undefined = (value) => shownValue(path.at(-1) ?? "", value),
): Cause {
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return { what, before: show(before), after: show(after), change };
}
