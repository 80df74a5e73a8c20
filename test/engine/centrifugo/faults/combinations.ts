import fc from "fast-check";
import { consumerFaults } from "../../refused/consumers.ts";
import { historyFaults } from "../../refused/history.ts";
import { mapFaults } from "../../refused/maps.ts";
import { nameFaults } from "../../refused/names.ts";
import { proxyFaults } from "../../refused/proxies.ts";
import { serverFaults } from "../../refused/server.ts";
import { startFaults } from "../../refused/start.ts";
import { transformFaults } from "../../refused/transforms.ts";
import { isTree } from "../stack-case.ts";
import { change, type Fault } from "./fault.ts";

/** This deployment sets an internal port where nothing else does. */
const mendedHere = "HTTP/2 in clear text without an internal port";

const inFile = [
  ...historyFaults,
  ...proxyFaults,
  ...nameFaults,
  ...mapFaults,
  ...consumerFaults,
  ...transformFaults,
  ...serverFaults,
].filter(({ env, fault }) => env === undefined && fault !== mendedHere);

/** Sections that refer to each other: what is left of one could mend the fault, or be a second one. */
const sections = [
  "channel",
  "proxies",
  "rpc",
  "client",
  "shared_poll",
  "http_server",
  "websocket",
  "grpc_api",
  "uni_grpc",
];

function asFault({ fault, config }: { readonly fault: string; readonly config: object }): Fault {
  // The ports that the tables leave open are those of our deployment.
  const text = JSON.stringify(config).replaceAll('"PORT"', "8000").replaceAll("INTERNAL_PORT", "9000");
  const tree: unknown = JSON.parse(text);
  if (!isTree(tree)) throw new Error(`${fault} is no configuration`);
  return {
    kind: fault,
    put: (one) =>
      change(one, (whole) => {
        const rest = Object.entries(whole).filter(([key]) => !sections.includes(key) && !(key in tree));
        return { ...Object.fromEntries(rest), ...tree };
      }),
  };
}

/** Options that exclude each other or lack one another. */
export const combinationFaults: readonly fc.Arbitrary<Fault>[] = [
  fc.constantFrom(...inFile.map(asFault)),
  fc.constantFrom(...startFaults.map(asFault)),
];
