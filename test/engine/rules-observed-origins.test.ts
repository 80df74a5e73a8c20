import { expect, test } from "vitest";
import WebSocket from "ws";
import { mismatchOf, strangersOf } from "../../policies/origin-patterns.ts";
import { centrifugo, findingsOf } from "../policies/resources.ts";
import { withLaunched } from "./launch-centrifugo.ts";

/** What the pages of the rules on origins call "observed". */
const app = "https://app.example.com";
const shop = "https://shop.example.com";

/** Status of the answer to an upgrade; 101 is an open websocket. */
function upgrade(port: number, origin: string | undefined): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/connection/websocket`, { origin });
  return new Promise((resolve, reject) => {
    socket.once("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.once("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
    socket.once("error", reject);
  });
}

/** What a Centrifugo answers these origins, and the warnings of its start. */
async function answers(
  variable: string | undefined,
  origins: readonly (string | undefined)[],
  file?: unknown,
): Promise<{ readonly statuses: readonly number[]; readonly warnings: number }> {
  const env = variable === undefined ? {} : { CENTRIFUGO_CLIENT_ALLOWED_ORIGINS: variable };
  const files = {
    "config.json": JSON.stringify(file === undefined ? {} : { client: { allowed_origins: file } }),
  };
  return await withLaunched({ env, files }, async (port, { logged }) => ({
    statuses: await Promise.all(origins.map((origin) => upgrade(port, origin))),
    warnings: [...(await logged(/"serving /)).matchAll(/allowed_origins \* is discouraged/g)].length,
  }));
}

const statuses = async (...of: Parameters<typeof answers>) => (await answers(...of)).statuses;

const rulesOn = (value: string): readonly string[] =>
  findingsOf(centrifugo({ env: { CENTRIFUGO_CLIENT_ALLOWED_ORIGINS: value } }))
    .filter(({ kind }) => kind === "violation")
    .map(({ rule }) => rule);

test("require-allowed-origins: without origins a browser is 403, and a client without an Origin gets in", async () => {
  const nothing = [403, 101];
  expect(await statuses(undefined, [app, undefined])).toEqual(nothing);
  expect(await statuses("", [app, undefined])).toEqual(nothing);
  expect(await statuses(" ", [app, undefined])).toEqual(nothing);
  expect(await statuses(undefined, [app, undefined], [""])).toEqual(nothing);
  expect(await statuses(app, [app, undefined])).toEqual([101, 101]);
  for (const empty of ["", " "]) expect(rulesOn(empty)).toContain("require-allowed-origins");
});

test("require-matching-origin: lists as other programs write them lock every page out", async () => {
  const lists = [
    `${app},${shop}`,
    `["${app}","${shop}"]`,
    `['${app}']`,
    `${app}\n${shop}`,
    `${app}\n`,
    `"${app}" "${shop}"`,
  ];
  for (const list of lists) {
    expect(await statuses(list, [app, shop, undefined]), list).toEqual([403, 403, 101]);
    expect(rulesOn(list), list).toContain("require-matching-origin");
  }
  expect(await statuses(undefined, [app, shop], `${app} ${shop}`)).toEqual([403, 403]);
});

test("require-matching-origin: blanks before, between and behind the origins do no harm", async () => {
  for (const list of [` ${app} ${shop}`, `${app}  ${shop}`, `${app} ${shop} `]) {
    expect(await statuses(list, [app, shop, "https://foreign.example"]), list).toEqual([101, 101, 403]);
    expect(rulesOn(list), list).not.toContain("require-matching-origin");
  }
});

/** What browsers, and apps in a shell, may send. */
const sent = [
  app,
  "http://app.example.com",
  "https://app.example.com:8443",
  "https://example.com",
  "http://localhost",
  "http://localhost:3000",
  "https://localhost",
  "capacitor://localhost",
  "https://xn--bcher-kva.example.com",
  "null",
];

test("require-matching-origin: the rule finds exactly the patterns that match nothing that is sent", async () => {
  const patterns = [
    app,
    "https://App.example.com",
    "HTTPS://app.example.com",
    `${app}/`,
    `${app}/chat`,
    "app.example.com",
    "localhost:3000",
    "https://app.example.com:443",
    "http://app.example.com:80",
    "https://app.example.com:8443",
    "https://app.example.com:*",
    "https://*.example.com",
    "https://*.example.com/",
    "*.example.com",
    "*://app.example.com",
    "http://localhost:*",
    "capacitor://localhost",
    "https://bücher.example.com",
    "https://xn--bcher-kva.example.com",
    "{https://app.example.com,https://shop.example.com}",
    "https://app?example.com",
    "null",
    "*",
    "http*",
  ];
  const matching = await Promise.all(
    patterns.map(async (pattern) => (await statuses(undefined, sent, [pattern])).includes(101)),
  );
  expect(patterns.filter((_, index) => matching[index] === true)).toEqual(
    patterns.filter((pattern) => mismatchOf(pattern) === undefined),
  );
});

/** Pages of strangers, and names that everybody can get. */
const foreign = [
  "https://foreign.example",
  "https://badexample.com",
  "https://app.example.com.foreign.net",
  "https://foreign.com",
  "https://foreign.vercel.app",
  "null",
];

test("reject-wildcard-origin: the rule finds exactly the patterns that pages of strangers match", async () => {
  const patterns = [
    app,
    "*",
    "**",
    "https*",
    "https://*",
    "*://*",
    "https://*example.com",
    "*example.com",
    "https://app.example.com*",
    "https://*.com",
    "https://*.vercel.app",
    "null",
    "https://*.example.com",
    "*.example.com",
    "*://app.example.com",
    "https://app.example.com:*",
    "https://app-*.example.com",
  ];
  const open = await Promise.all(
    patterns.map(async (pattern) => (await statuses(undefined, foreign, [pattern])).includes(101)),
  );
  expect(patterns.filter((_, index) => open[index] === true)).toEqual(
    patterns.filter((pattern) => strangersOf(pattern) !== undefined),
  );
});

test("reject-wildcard-origin: a `*` alone is warned of, and beside other origins it is not", async () => {
  const foreignPage = ["https://foreign.example"];
  expect(await answers("*", foreignPage)).toEqual({ statuses: [101], warnings: 1 });
  expect(await answers(`${app} *`, foreignPage)).toEqual({ statuses: [101], warnings: 0 });
});
