import type { Port } from "../service-spec.ts";
import { known, unknown } from "../value.ts";
import { entriesOf, type Item, listOf, mapOf, textOf } from "./tree.ts";
import type { PartReader } from "./values.ts";

/** Published ports, in the long form and in short ones such as `443:8443`, `80-82:80-82/udp`, `127.0.0.1:80:80`. */
export function readPorts(item: Item | undefined, read: PartReader): readonly Port[] {
  return (listOf(item) ?? []).flatMap((one) =>
    mapOf(one) === undefined ? shortPorts(one, read) : [longPort(one, read)],
  );
}

function longPort(item: Item, read: PartReader): Port {
  const settings = entriesOf(item);
  return {
    target: read.number("ports", settings.get("target")) ?? unknown(read.placeOf("ports", item)),
    published: read.number("ports", settings.get("published")),
    mode: read.text("ports", settings.get("mode")),
    protocol: read.text("ports", settings.get("protocol")),
  };
}

function shortPorts(item: Item, read: PartReader): Port[] {
  const origin = read.placeOf("ports", item);
  const short = parseShort(textOf(item) ?? "");
  if (short === undefined) {
    return [{ target: unknown(origin), published: unknown(origin), mode: undefined, protocol: undefined }];
  }
  const { protocol, address } = short;
  return short.ports.map(({ target, published }) => ({
    target: known(target, origin),
    published: published === undefined ? undefined : known(published, origin),
    mode: undefined,
    protocol: protocol === undefined ? undefined : known(protocol, origin),
    ...(address === undefined ? {} : { address: known(address, origin) }),
  }));
}

/** The same list with each range as single ports: a later file replaces them one by one. */
export function expandPorts(item: Item): Item {
  const ports = listOf(item);
  if (ports === undefined) return item;
  const value = ports.flatMap((one): readonly Item[] => {
    const short = mapOf(one) === undefined ? parseShort(textOf(one) ?? "") : undefined;
    if (short === undefined || short.ports.length < 2) return [one];
    const end = short.protocol === undefined ? "" : `/${short.protocol}`;
    const before = short.address === undefined ? "" : `${short.address}:`;
    return short.ports.map(({ target, published }) => {
      const start = published === undefined && before === "" ? "" : `${before}${published ?? ""}:`;
      return { ...one, value: `${start}${target}${end}` };
    });
  });
  return { ...item, value };
}

interface ShortPorts {
  readonly ports: readonly { readonly target: number; readonly published: number | undefined }[];
  readonly protocol: string | undefined;
  /** Of the node, with brackets where it is IPv6. */
  readonly address: string | undefined;
}

function parseShort(text: string): ShortPorts | undefined {
  const [, address, published, target, protocol] =
    /^(?:(\d+(?:\.\d+){3}|\[[\da-f:]+\]):)?(?:(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(\w+))?$/i.exec(text) ??
    [];
  if (target === undefined) return undefined;
  const outside = published === undefined ? [] : range(published);
  const inside = range(target);
  // Several published ports may lead to one.
  const length = Math.max(outside.length, inside.length);
  const ports = Array.from({ length }, (_, index) => ({
    target: inside[index] ?? inside[0] ?? 0,
    published: outside[index],
  }));
  return { ports, protocol: protocol?.toLowerCase(), address };
}

/** At most as many as a service can have. */
function range(text: string): number[] {
  const [first = 0, last = first] = text.split("-").map(Number);
  return Array.from({ length: Math.max(0, Math.min(last - first + 1, 65_536)) }, (_, index) => first + index);
}
