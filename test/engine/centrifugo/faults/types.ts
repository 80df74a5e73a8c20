import fc from "fast-check";
import type { PlainType } from "../../../../config/tables/centrifugo.ts";
import { withValue } from "../stack-case.ts";
import { badValues, change, type Fault, placeOf } from "./fault.ts";

const number = fc.integer({ min: 1, max: 9_999 });

/** Values of other types, and of the right one out of its range. */
const wrong: Readonly<Record<Exclude<PlainType, "uint32">, fc.Arbitrary<unknown>>> = {
  bool: fc.constantFrom("yes", "on", "TRUE", "t", "", 1, 0, 2, null, [], [true], {}),
  int: wrongNumber(),
  int32: fc.oneof(wrongNumber(), fc.constant(2 ** 31)),
  string: fc.constantFrom(true, null, [], ["a"], {}, { a: "b" }),
  duration: fc.oneof(
    number,
    number.map(String),
    number.map((n) => `${n}d`),
    number.map((n) => `-${n}s`),
    fc.constantFrom("soon", "1h 30m", "10 s", "9999999h", "5sec", "s", "", "1e3s", "-", "µs"),
    fc.constantFrom(true, null, 1.5, [], ["5s"], {}),
  ),
  pem: fc.constantFrom("certificate", "-----BEGIN", "bm90IFBFTQ==", "../cert.pem", true, null, ["a"], {}),
  strings: fc.constantFrom("a", "a,b", "a b", "", 1, true, null, [1], [null], [["a"]], [{}], { a: "b" }),
  "string-map": fc.constantFrom(
    "a",
    "a:b",
    1,
    true,
    null,
    ["a"],
    { a: 1 },
    { a: null },
    { a: true },
    { a: ["b"] },
    { a: "$" + "{CENTRIFUGO_VAR_NOT_SET}" },
    [{ key: "a" }],
    [{ key: "a", value: 1 }],
    [{ key: "a", value: "b", more: "c" }],
  ),
};

function wrongNumber(): fc.Arbitrary<unknown> {
  return fc.constantFrom("ten", "10s", "1.5", "", 1.5, -1.5, true, null, [], [5], {}, 2 ** 53, 1e30, -7);
}

const inPlainOptions = Object.entries(wrong).map(([type, values]) =>
  badValues(
    type,
    placeOf(({ field }) => field.type === type),
    values,
  ),
);

const transforms = ["client", "connect_code_to_unidirectional_disconnect", "transforms"];
const inTransform = fc.oneof(wrongNumber(), fc.constant(2 ** 32)).map(
  (code): Fault => ({
    kind: `uint32: ${JSON.stringify(code)}`,
    put: (one) =>
      change(one, (tree) => withValue(tree, transforms, [{ code, to: { code: 4_000, reason: "" } }])),
  }),
);

/** Groups and lists, and what is none. */
const groups = [
  "http_server",
  "engine.redis",
  "client",
  "client.token",
  "channel",
  "channel.proxy.subscribe",
  "rpc",
];
const lists = ["channel.namespaces", "proxies", "consumers", "rpc.namespaces"];
const inStructure = fc
  .oneof(
    fc.tuple(fc.constantFrom(...groups), fc.constantFrom<unknown>("x", 5, true, null, [], ["a"])),
    fc.tuple(
      fc.constantFrom(...lists),
      fc.constantFrom<unknown>("x", 5, true, null, {}, { name: "ab" }, ["x"], [null], [5]),
    ),
  )
  .map(
    ([key, value]): Fault => ({
      kind: `structure at ${key}: ${JSON.stringify(value)}`,
      put: (one) => change(one, (tree) => withValue(tree, key.split("."), value)),
    }),
  );

/** A value of the wrong type. */
export const typeFaults: readonly fc.Arbitrary<Fault>[] = [...inPlainOptions, inTransform, inStructure];
