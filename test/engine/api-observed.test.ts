import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { callApi, openClient } from "./raw-client.ts";
import { type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What a backend meets at the HTTP API, and a client whose secret or namespace is not the one that counts. */
const token = { hmac_secret_key: testKey };
const channel = { namespaces: [{ name: "news", allow_subscribe_for_client: true }] };
const sound = { client: { token }, http_api: { key: testKey }, channel };
const otherKey = `${testKey}-other`;

/** Statuses of a publication, by what its headers are. */
const published = (settings: Settings, ...headers: readonly Readonly<Record<string, string>>[]) =>
  withCentrifugo(settings, ({ port }) =>
    Promise.all(
      headers.map(async (own) => {
        const body = JSON.stringify({ channel: "news:1", data: 1 });
        const url = `http://127.0.0.1:${port}/api/publish`;
        return (await fetch(url, { method: "POST", headers: own, body })).status;
      }),
    ),
  );

test("require-api-key: without a key the API is 401 for everybody", async () => {
  const { http_api, ...open } = sound;
  const headers = [{}, { "X-API-Key": "" }, { "X-API-Key": testKey }];
  expect(await published(open, ...headers)).toEqual([401, 401, 401]);
  expect(await published({ ...open, http_api }, ...headers)).toEqual([401, 401, 200]);
});

test("reject-scheme-in-api-key: a key with its scheme is matched by no header that a backend sends", async () => {
  const headers = [
    { "X-API-Key": testKey },
    { Authorization: `apikey ${testKey}` },
    { Authorization: `apikey apikey ${testKey}` },
  ];
  for (const scheme of ["apikey", "Bearer"]) {
    const settings = { ...sound, http_api: { key: `${scheme} ${testKey}` } };
    expect(await published(settings, ...headers)).toEqual([401, 401, 401]);
  }
});

test("reject-api-key-as-bearer: the right key is 401 as Bearer, and 200 as apikey", async () => {
  const headers = ["Bearer", "apikey"].map((scheme) => ({ Authorization: `${scheme} ${testKey}` }));
  expect(await published(sound, ...headers)).toEqual([401, 200]);
});

test("require-namespace-for-channel: an unknown namespace is 102, which the API sends with status 200", async () => {
  await withCentrifugo(sound, async ({ port }) => {
    const unknown = { error: { code: 102 } };
    const answer = await callApi(port, "publish", { channel: "orders:1", data: 1 }, testKey);
    expect(answer).toMatchObject({ status: 200, body: unknown });
    const client = await openClient(port, { token: await connectionToken(testKey, "user") });
    expect(await client.send({ subscribe: { channel: "orders:1" } })).toMatchObject(unknown);
    expect(await client.send({ subscribe: { channel: "news:1" } })).toMatchObject({ subscribe: {} });
    client.close();
  });
});

test("use-one-token-secret: a token of the second secret is 3500", async () => {
  const settings = { ...sound, token_hmac_secret_key: otherKey };
  const first = (key: string) =>
    withCentrifugo(settings, async ({ port }) => {
      const client = await openClient(port, { token: await connectionToken(key, "user") });
      client.close();
      return client.first;
    });
  expect(await first(otherKey)).toBe(3500);
  expect(await first(testKey)).toMatchObject({ connect: {} });
});

test("reject-ignored-variable: v5's names are warned of, and there is no key and no namespace", async () => {
  const old = { token_hmac_secret_key: testKey, api_key: testKey, namespaces: [{ name: "news" }] };
  await withCentrifugo(old, async ({ port, logged }) => {
    const client = await openClient(port, { token: await connectionToken(testKey, "user") });
    expect(client.first).toBe(3500);
    expect((await callApi(port, "info", {}, testKey)).status).toBe(401);
    for (const key of Object.keys(old)) await logged(new RegExp(`"level":"warn"[^\\n]*${key}`));
  });
});

test("reject-unknown-variable: an invented name is warned of, and nothing else happens", async () => {
  const invented = { ...sound, client: { ...sound.client, user_address_fallback: true } };
  await withCentrifugo(invented, async ({ port, logged }) => {
    expect((await callApi(port, "info", {}, testKey)).status).toBe(200);
    await logged(/"level":"warn"[^\n]*user_address_fallback/);
  });
});
