import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { makeCertificate } from "../config/stack.ts";
import { outcomeOf } from "./launch-centrifugo.ts";
import { withPlainTraefik } from "./plain-traefik.ts";
import { callApi, openClient } from "./raw-client.ts";
import { type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What the pages of the rules on tokens, users and TLS call "observed". */
const http_api = { key: testKey };
const oldKey = `${testKey}-of-last-year`;

/** The first reply to a client with this token. */
const replyTo = (client: Settings, token: string | undefined) =>
  withCentrifugo({ client, http_api }, async ({ port }) => {
    const opened = await openClient(port, token === undefined ? {} : { token });
    opened.close();
    return opened.first;
  });

const connected = { connect: { client: expect.any(String) } };

test("reject-anonymous-connections: without a token a client connects, as nobody", async () => {
  const token = { hmac_secret_key: testKey };
  expect(await replyTo({ token }, undefined)).toBe(3501);
  expect(await replyTo({ token, allow_anonymous_connect_without_token: true }, undefined)).toMatchObject(
    connected,
  );
});

test("limit-previous-key: without an end the old key counts on, and past its end it does not", async () => {
  const token = { hmac_secret_key: testKey, hmac_previous_secret_key: oldKey };
  const old = await connectionToken(oldKey, "user");
  const past = Math.floor(Date.now() / 1000) - 1;
  expect(await replyTo({ token }, old)).toMatchObject(connected);
  expect(await replyTo({ token: { ...token, hmac_previous_secret_key_valid_until: past } }, old)).toBe(3500);
});

test("use-new-key-for-rotation: the key that was to go still counts once the old one is deleted", async () => {
  const old = await connectionToken(oldKey, "user");
  const rotated = { hmac_secret_key: oldKey, hmac_previous_secret_key: oldKey };
  expect(await replyTo({ token: rotated }, old)).toMatchObject(connected);
  expect(await replyTo({ token: { hmac_secret_key: oldKey } }, old)).toMatchObject(connected);
  expect(await replyTo({ token: { hmac_secret_key: testKey } }, old)).toBe(3500);
});

test("require-claim-check-with-jwks: a token for another application connects, until the audience is checked", async () => {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const keys = [{ ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" }];
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys }))).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  const jwks_public_endpoint = `http://127.0.0.1:${portOf(server)}/keys`;
  const token = await new SignJWT({ aud: "payroll" })
    .setProtectedHeader({ alg: "RS256", kid: "one" })
    .setSubject("director")
    .setExpirationTime("5m")
    .sign(privateKey);
  try {
    expect(await replyTo({ token: { jwks_public_endpoint } }, token)).toMatchObject(connected);
    expect(await replyTo({ token: { jwks_public_endpoint, audience: "centrifugo" } }, token)).toBe(3500);
    expect(await replyTo({ token: { jwks_public_endpoint, audience: "payroll" } }, token)).toMatchObject(
      connected,
    );
  } finally {
    server.close();
  }
});

/** Users of the connections that a client opens behind Traefik with a header of its own. */
async function usersBehind(middlewares: Settings | undefined): Promise<unknown> {
  const client = { token: { hmac_secret_key: testKey }, user_id_http_header: "X-User-Id" };
  const channel = { without_namespace: { presence: true, allow_subscribe_for_client: true } };
  return await withCentrifugo({ client, http_api, channel }, ({ port }) =>
    withPlainTraefik(
      {
        backend: `http://127.0.0.1:${port}`,
        ...(middlewares === undefined
          ? {}
          : { router: { middlewares: Object.keys(middlewares) }, middlewares }),
      },
      async (traefik) => {
        const options = { headers: { "X-User-Id": "director" } };
        const socket = new WebSocket(`ws://127.0.0.1:${traefik.port}/connection/websocket`, options);
        await once(socket, "open");
        socket.send('{"id":1,"connect":{}}\n{"id":2,"subscribe":{"channel":"all"}}');
        await Promise.race([once(socket, "close"), onMessage(socket, /"id":2/)]);
        const { body } = await callApi(port, "presence", { channel: "all" }, testKey);
        socket.terminate();
        return [...JSON.stringify(body).matchAll(/"user":"(\w+)"/g)].map(([, user]) => user);
      },
    ),
  );
}

function onMessage(socket: WebSocket, pattern: RegExp): Promise<void> {
  return new Promise((resolve) => {
    socket.on("message", (data) => {
      if (pattern.test(data.toString())) resolve();
    });
  });
}

test("overwrite-user-header: a client is the user that it names, until a middleware sets or deletes the header", async () => {
  const login = createServer((_request, response) => response.setHeader("X-Other", "1").end()).listen(
    0,
    "127.0.0.1",
  );
  await once(login, "listening");
  const forwardAuth = { address: `http://127.0.0.1:${portOf(login)}/session` };
  try {
    expect(await usersBehind(undefined)).toEqual(["director"]);
    expect(await usersBehind({ login: { forwardAuth } })).toEqual(["director"]);
    expect(
      await usersBehind({ login: { forwardAuth: { ...forwardAuth, authResponseHeaders: ["X-Other"] } } }),
    ).toEqual(["director"]);
    // The answer has no such header, and the client's own is gone all the same.
    const copied = { ...forwardAuth, authResponseHeaders: ["X-User-Id"] };
    expect(await usersBehind({ login: { forwardAuth: copied } })).toEqual([]);
    expect(await usersBehind({ nobody: { headers: { customRequestHeaders: { "X-User-Id": "" } } } })).toEqual(
      [],
    );
    const set = { headers: { customRequestHeaders: { "X-User-Id": "visitor" } } };
    expect(await usersBehind({ set })).toEqual(["visitor"]);
  } finally {
    login.close();
  }
});

test("reject-unverified-tls: whoever answers with any certificate gets Redis' password", async () => {
  const { certificate, certificateKey } = await makeCertificate("stranger.example");
  const received: string[] = [];
  const stranger = createTlsServer({ cert: certificate, key: certificateKey }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      received.push(data.toString());
      socket.destroy();
    });
  })
    .on("tlsClientError", () => {})
    .listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const start = (tls: Settings) => {
    const redis = {
      address: `127.0.0.1:${portOf(stranger)}`,
      password: testKey,
      tls: { enabled: true, ...tls },
    };
    const text = JSON.stringify({ engine: { type: "redis", redis } });
    return outcomeOf({ files: { "config.json": text } });
  };
  try {
    expect(await start({ server_name: "redis" })).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining("x509"),
    });
    expect(received).toEqual([]);
    expect(await start({ insecure_skip_verify: true })).toMatchObject({ exitCode: 1 });
    expect(received.join("")).toContain(testKey);
  } finally {
    stranger.close();
  }
});

function portOf(server: TlsServer | ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
