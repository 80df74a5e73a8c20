import { entriesOf, type Item, listOf, mapOf, pairsOf, textOf } from "./tree.ts";

/** Sections that a later file adds to. */
const sections = ["services", "networks", "volumes", "configs", "secrets"] as const;

/** Merges stack files in their order, as `docker stack deploy -c one -c two` does. */
export function mergeFiles(base: Item, override: Item): Item {
  const merged = new Map([...entriesOf(base), ...entriesOf(override)]);
  for (const section of sections) {
    const [one, two] = [entriesOf(base).get(section), entriesOf(override).get(section)];
    if (one === undefined || two === undefined) continue;
    const merge = section === "services" ? mergeService : mergeObject;
    merged.set(section, mergeMaps(one, two, merge));
  }
  return { value: merged, place: base.place };
}

type Merge = (base: Item, override: Item) => Item;

function mergeMaps(base: Item, override: Item, merge: Merge): Item {
  const result = new Map(entriesOf(base));
  for (const [key, item] of entriesOf(override)) {
    const known = result.get(key);
    result.set(key, known === undefined ? item : merge(known, item));
  }
  return { value: result, place: base.place };
}

/** A network, config or secret is taken whole from the later file. */
const mergeObject: Merge = (base, override) => (mapOf(override)?.size ? override : base);

/** Keys of a service whose lists are matched by one of their parts. */
const matched: Readonly<Record<string, (item: Item) => string>> = {
  ports: (item) => textOf(entriesOf(item).get("published")) ?? shortPort(textOf(item) ?? ""),
  volumes: (item) => textOf(entriesOf(item).get("target")) ?? shortVolume(textOf(item) ?? ""),
  configs: (item) => textOf(entriesOf(item).get("source")) ?? textOf(item) ?? "",
  secrets: (item) => textOf(entriesOf(item).get("source")) ?? textOf(item) ?? "",
};

/** Keys that are maps, also where they are written as lists. */
const mapped: ReadonlySet<string> = new Set(["environment", "labels", "sysctls", "extra_hosts"]);

function mergeService(base: Item, override: Item): Item {
  const result = new Map(entriesOf(base));
  for (const [key, item] of entriesOf(override)) {
    const known = result.get(key);
    result.set(key, known === undefined ? item : mergeKey(key, known, item));
  }
  return { value: result, place: base.place };
}

function mergeKey(key: string, base: Item, override: Item): Item {
  if (isNothing(override) && !countsAtZero.has(key)) return base;
  if (mapped.has(key)) {
    const own = pairsOf(base);
    // An empty label counts, an empty variable does not.
    const counts = (name: string, item: Item) => key !== "environment" || !isNothing(item) || !own.has(name);
    const newer = [...pairsOf(override)].filter(([name, item]) => counts(name, item));
    return { value: new Map([...own, ...newer]), place: base.place };
  }
  if (key === "command" || key === "entrypoint") return isEmpty(override) ? base : override;
  if (key === "networks") return mergeNetworks(base, override);
  if (key === "logging") return mergeLogging(base, override);
  const idOf = matched[key];
  const [one, two] = [listOf(base), listOf(override)];
  if (one !== undefined && two !== undefined) {
    if (idOf === undefined) return { value: [...one, ...two], place: base.place };
    return {
      value: [...new Map([...one, ...two].map((item) => [idOf(item), item])).values()],
      place: base.place,
    };
  }
  return mapOf(base) !== undefined && mapOf(override) !== undefined ? mergeService(base, override) : override;
}

/** A list of names is a map without settings. */
function mergeNetworks(base: Item, override: Item): Item {
  const named = (item: Item): ReadonlyMap<string, Item> =>
    mapOf(item) ?? new Map((listOf(item) ?? []).map((one) => [textOf(one) ?? "", { ...one, value: null }]));
  const result = new Map(named(base));
  for (const [name, item] of named(override))
    if (item.value !== null || !result.has(name)) result.set(name, item);
  return { value: result, place: base.place };
}

/**
 * Options belong to a driver: another driver begins anew. Where the earlier file gives none, Docker (28.2) loses
 * the later one's.
 */
function mergeLogging(base: Item, override: Item): Item {
  const [one, two] = [base, override].map((item) => textOf(entriesOf(item).get("driver")) ?? "");
  if (one !== two && one !== "" && two !== "") return override;
  if (entriesOf(base).has("options")) return mergeService(base, override);
  const withoutOptions = [...entriesOf(override)].filter(([key]) => key !== "options");
  return mergeService(base, { ...override, value: new Map(withoutOptions) });
}

/** Numbers that Docker can tell from "not given". */
const countsAtZero: ReadonlySet<string> = new Set(["replicas", "parallelism", "retries", "max_attempts"]);

/** What is empty, off or zero in a later file changes nothing. */
function isNothing({ value }: Item): boolean {
  return value === null || value === false || value === 0 || value === "" || value === "0s";
}

function isEmpty(item: Item): boolean {
  return listOf(item)?.length === 0 || textOf(item) === "";
}

/** `127.0.0.1:443:8443/tcp` to `443`. */
function shortPort(text: string): string {
  return text.split("/")[0]?.split(":").at(-2) || "0";
}

/** `data:/data:ro` to `/data`. */
function shortVolume(text: string): string {
  const [first = "", second] = text.split(":");
  return second ?? first;
}
