import type fc from "fast-check";
import { leavesOf, type StackCase, type Tree, withValue } from "./stack-case.ts";
import { stackCases } from "./valid-case.ts";

/** What `checkconfig` sees and no server here is started with, since it asks for something that is not here. */
export const notStarted: readonly { readonly what: string; readonly options: RegExp }[] = [
  { what: "consumers of all types", options: /^consumers\.\d+\.enabled$/ },
  {
    what: "TLS to Redis, NATS, Postgres and backends",
    options: /(?<!^grpc_api|^uni_grpc)\.(?:sentinel_)?tls\.enabled$/,
  },
  { what: "the export of traces", options: /^opentelemetry\.enabled$/ },
  { what: "the export to Graphite", options: /^graphite\.enabled$/ },
  // The users' file of the managed Redis is made for the prefix, and all starts share one Redis.
  { what: "a prefix of its own in Redis", options: /^engine\.redis\.prefix$/ },
];

/** The same for choices that the generator does not make for them. */
export const notChosen: readonly string[] = [
  "NATS as the broker",
  "Postgres as broker, map broker and controller",
  "Redis Cluster and Sentinel",
  "certificates and keys in files",
  "HTTP/3 and WebTransport, which this deployment refuses",
];

/** Stacks whose server starts beside one Redis. */
export const startableCase: fc.Arbitrary<StackCase> = stackCases(true).map((one) => ({
  ...one,
  centrifugo: leavesOf(one.centrifugo).reduce<Tree>((tree, { path, value }) => {
    const isFile = typeof value === "string" && value.startsWith("/certs/");
    const isOut = isFile || notStarted.some(({ options }) => options.test(path.join(".")));
    return isOut ? tree : withValue(tree, path, value);
  }, {}),
}));
