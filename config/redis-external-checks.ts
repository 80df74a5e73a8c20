import { type Fault, settingsOf } from "./cross-check.ts";

/** Whether the settings of an external Redis say where it is, and say it once. */
export function checkRedisPlace({ addresses, sentinel, cluster }: Record<string, unknown>): Fault[] {
  if (sentinel === undefined && addresses === undefined) {
    const message = "it does not say where Redis is";
    const fix = "Add `addresses: [HOST:6379]`, or `sentinel` with its Sentinels.";
    return [[[], { code: "missing-address", message, fix }]];
  }
  const faults: Fault[] = [];
  const fault = (path: PropertyKey[], code: string, message: string, fix: string) =>
    faults.push([path, { code, message, fix }]);
  if (sentinel !== undefined && addresses !== undefined) {
    const fix = "Remove it: the Sentinels tell the address; or remove `sentinel`.";
    fault(["addresses"], "two-places", "it stands beside `sentinel`", fix);
  }
  if (sentinel !== undefined && cluster === true) {
    const fix = "Remove one of the two: a cluster finds its masters without Sentinels.";
    fault(["cluster"], "two-places", "it stands beside `sentinel`", fix);
  }
  return [
    ...faults,
    ...repeated(addresses, ["addresses"]),
    ...repeated(settingsOf(sentinel)["addresses"], ["sentinel", "addresses"]),
  ];
}

/** One Redis as two shards would look like two until it is gone. */
function repeated(list: unknown, path: PropertyKey[]): Fault[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index): Fault[] => {
    const first = list.indexOf(item);
    if (first === index || typeof item !== "string") return [];
    const message = `it is the same as item ${first + 1} of the list`;
    return [[[...path, index], { code: "repeated-address", message, fix: "Remove one of the two." }]];
  });
}
