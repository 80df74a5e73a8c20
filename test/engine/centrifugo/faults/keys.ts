import fc from "fast-check";
import { fieldAt } from "../../../../config/tables/centrifugo.ts";
import v5 from "../../../../config/tables/centrifugo-v5.json" with { type: "json" };
import { olderKeys, olderNamespaceNames } from "../../../../config/tables/older-names.ts";
import { misspelt, unknownWord } from "../../faulty-values.ts";
import { type Path, withValue } from "../stack-case.ts";
import { change, type Fault, places, withEntry } from "./fault.ts";

const inNamespace: Path = ["channel", "namespaces"];
const entry = { name: "Faulty" };

function atRoot(kind: string, path: Path, code: string): Fault {
  return {
    kind: `${kind}: ${path.join(" / ")}`,
    put: (one) => change(one, (tree) => withValue(tree, path, true)),
    code,
  };
}

const isUnknown = (path: readonly string[]) => fieldAt(path) === undefined;
const groups: readonly string[][] = [
  [],
  ["client"],
  ["http_server"],
  ["engine", "redis"],
  ["client", "token"],
];

const unknown = fc
  .tuple(fc.constantFrom(...groups), unknownWord())
  .filter(([group, word]) => isUnknown([...group, word]))
  .map(([group, word]) => atRoot("unknown key", [...group, word], "key|option"));

const withMistake = fc
  .constantFrom(
    ...places.filter(({ names }) => !names.some((name) => /namespaces|proxies|consumers/.test(name))),
  )
  .chain(({ names }) =>
    fc.tuple(
      fc.constant(names.slice(0, -1)),
      misspelt(names.at(-1) ?? "").filter((key) => key !== ""),
    ),
  )
  .filter(([group, key]) => isUnknown([...group, key]))
  .map(([group, key]) => atRoot("misspelt key", [...group, key], "key|option"));

const inEntry = fc
  .oneof(misspelt("history_ttl"), misspelt("presence"), unknownWord())
  .filter((key) => isUnknown(["channel", "namespaces", key]))
  .map(
    (key): Fault => ({
      kind: `unknown key in a namespace: ${key}`,
      put: (one) => change(one, (tree) => withEntry(tree, inNamespace, entry, [key], true)),
      code: "key|option",
    }),
  );

const olderNames = [...Object.keys(v5), ...olderKeys.keys()].filter(
  (key) => /^[a-z_]+$/.test(key) && isUnknown([key]),
);
const older = fc.constantFrom(...olderNames).map((key) => atRoot("older name", [key], "option"));

const olderOptions = [
  ...olderNamespaceNames.keys(),
  ...Object.entries(v5)
    .filter(([, v6]) => v6.startsWith("channel.without_namespace."))
    .map(([key]) => key),
].filter((key) => isUnknown(["channel", "namespaces", key]));
const olderInNamespace = fc.constantFrom(...olderOptions).map(
  (key): Fault => ({
    kind: `older name in a namespace: ${key}`,
    put: (one) => change(one, (tree) => withEntry(tree, inNamespace, entry, [key], true)),
    code: "option",
  }),
);

const pasted = fc.constantFrom(
  "client.token.audience",
  "log.level",
  "CENTRIFUGO_LOG_LEVEL",
  "CENTRIFUGO_API_KEY",
);
const spelt = fc.constantFrom("Log", "CHANNEL", "allowedOrigins", "http-server");
const others = fc.oneof(pasted, spelt).map((key) => atRoot("key in another spelling", [key], "key|option"));

/** A key that Centrifugo does not have. */
export const keyFaults: readonly fc.Arbitrary<Fault>[] = [
  unknown,
  withMistake,
  inEntry,
  older,
  olderInNamespace,
  others,
];
