import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { secrets } from "../config/stack.ts";
import { type PlainTraefik, type StartedTraefik, withPlainTraefik } from "./plain-traefik.ts";
import { statusOf } from "./raw-client.ts";
import { type Settings, testKey, withCentrifugo } from "./run-centrifugo.ts";

/** What the pages of the rules on Traefik call "observed": real Traefik in front of a real Centrifugo. */
const page = "https://app.example.com";
const sound = {
  client: { token: { hmac_secret_key: testKey }, allowed_origins: [page] },
  http_api: { key: testKey },
  uni_sse: { enabled: true },
};

function behind<T>(
  settings: Omit<PlainTraefik, "backend">,
  use: (traefik: StartedTraefik) => Promise<T>,
  centrifugo: Settings = sound,
): Promise<T> {
  return withCentrifugo(centrifugo, ({ port }) =>
    withPlainTraefik({ ...settings, backend: `http://127.0.0.1:${port}` }, use),
  );
}

const withMiddleware = (kind: string, options: Settings): Omit<PlainTraefik, "backend"> => ({
  router: { middlewares: ["one"] },
  middlewares: { one: { [kind]: options } },
});

/** An open websocket, or the status of the answer instead of one. */
function upgrade(port: number, origin = page): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/connection/websocket`, { origin });
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.once("error", reject);
  });
}

async function statusOfUpgrade(port: number, origin?: string): Promise<number> {
  const answer = await upgrade(port, origin);
  if (typeof answer === "number") return answer;
  answer.terminate();
  return 101;
}

/** What a client of the unidirectional SSE has received after this time, and whether it was cut off meanwhile. */
async function streamFor(
  port: number,
  milliseconds: number,
): Promise<{ readonly bytes: number; readonly cut: boolean }> {
  const token = await connectionToken(testKey, "reader");
  const query = new URLSearchParams({ cf_connect: JSON.stringify({ token }) });
  const timeout = AbortSignal.timeout(milliseconds);
  let bytes = 0;
  try {
    const url = `http://127.0.0.1:${port}/connection/uni_sse?${query}`;
    const { body } = await fetch(url, { signal: timeout });
    for await (const chunk of body ?? []) bytes += chunk.length;
    return { bytes, cut: true };
  } catch {
    return { bytes, cut: !timeout.aborted };
  }
}

test("keep-origin-header: Centrifugo refuses a foreign page, until the header is replaced or removed", async () => {
  const foreign = "https://foreign.example";
  const answers = (options: Settings) =>
    behind(withMiddleware("headers", options), async ({ port }) => [
      await statusOfUpgrade(port),
      await statusOfUpgrade(port, foreign),
    ]);
  expect(await answers({ frameDeny: true })).toEqual([101, 403]);
  expect(await answers({ customRequestHeaders: { Origin: page } })).toEqual([101, 101]);
  expect(await answers({ customRequestHeaders: { Origin: "" } })).toEqual([101, 101]);
});

test("reject-connection-limit-before-websocket: open websockets are counted, for all clients together", async () => {
  await behind(withMiddleware("inFlightReq", { amount: 2 }), async ({ port }) => {
    const open = [await upgrade(port), await upgrade(port)];
    expect(open.map((one) => typeof one)).toEqual(["object", "object"]);
    expect(await upgrade(port)).toBe(429);
    expect(await statusOf(port, "/")).toBe(429);
    for (const one of open) if (typeof one !== "number") one.terminate();
    await expect.poll(() => statusOfUpgrade(port)).toBe(101);
  });
});

test("limit-rate-by-client: clients that come at once are refused by the count of their host", async () => {
  const limit = { average: 1, burst: 3, sourceCriterion: { requestHost: true } };
  const statuses = await behind(withMiddleware("rateLimit", limit), ({ port }) =>
    Promise.all(Array.from({ length: 10 }, () => statusOfUpgrade(port))),
  );
  expect(statuses.filter((status) => status === 101).length).toBeLessThan(5);
  expect(statuses).toContain(429);
});

test("reject-buffering-before-streams: nothing of an endless answer arrives, and websockets still open", async () => {
  const through = (settings: Omit<PlainTraefik, "backend">) =>
    behind(settings, async ({ port }) => ({
      websocket: await statusOfUpgrade(port),
      stream: await streamFor(port, 2_000),
    }));
  expect(await through({})).toEqual({ websocket: 101, stream: { bytes: expect.any(Number), cut: false } });
  expect((await through({})).stream.bytes).toBeGreaterThan(0);
  expect(await through(withMiddleware("buffering", { maxRequestBodyBytes: 1_048_576 }))).toEqual({
    websocket: 101,
    stream: { bytes: 0, cut: false },
  });
});

test("reject-write-timeout: an endless answer is cut off, and a websocket is not", async () => {
  // Traefik notices only when it has something to write.
  const chatty = { ...sound, client: { ...sound.client, ping_interval: "1s", pong_timeout: "500ms" } };
  const through = (writeTimeout: string) =>
    behind(
      { web: { transport: { respondingTimeouts: { writeTimeout } } } },
      async ({ port }) => {
        const socket = await upgrade(port);
        const { cut } = await streamFor(port, 4_000);
        const open = typeof socket !== "number" && socket.readyState === WebSocket.OPEN;
        if (typeof socket !== "number") socket.terminate();
        return { cut, open };
      },
      chatty,
    );
  expect(await through("1s")).toEqual({ cut: true, open: true });
  expect(await through("0s")).toEqual({ cut: false, open: true });
});

test("require-read-timeout: only a timeout ends a request that never ends, and it spares websockets", async () => {
  const waiting = (readTimeout: string) =>
    behind({ web: { transport: { respondingTimeouts: { readTimeout } } } }, async ({ port }) => {
      const socket = await upgrade(port);
      const ended = await isEndedWithin(port, 3_000);
      const open = typeof socket !== "number" && socket.readyState === WebSocket.OPEN;
      if (typeof socket !== "number") socket.terminate();
      return { ended, open };
    });
  expect(await waiting("1s")).toEqual({ ended: true, open: true });
  expect(await waiting("0s")).toEqual({ ended: false, open: true });
});

/** Whether the server gives up on a client that sends half a request. */
function isEndedWithin(port: number, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectPlain(port, "127.0.0.1", () =>
      socket.write("GET / HTTP/1.1\r\nHost: a.example\r\n"),
    );
    const timer = setTimeout(() => resolve(socket.destroy() && false), milliseconds);
    socket.on("data", () => {}).on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

test("reject-insecure-forwarded-headers: a client chooses its own address, and an allow list lets it in", async () => {
  const allowed = { sourceRange: ["192.0.2.7/32"], ipStrategy: { depth: 1 } };
  const asked = (forwardedHeaders: Settings) =>
    behind({ ...withMiddleware("ipAllowList", allowed), web: { forwardedHeaders } }, async ({ port }) => {
      const headers = { "X-Forwarded-For": "192.0.2.7" };
      return (await fetch(`http://127.0.0.1:${port}/`, { headers })).status;
    });
  expect(await asked({ insecure: true })).toBe(404);
  expect(await asked({ trustedIPs: ["192.0.2.0/24"] })).toBe(403);
});

test("keep-dashboard-private: insecure mode tells everybody everything, password hashes too", async () => {
  const users = ["ann:$apr1$fixture$0123456789abcdefghijkl"];
  const asked = (api: Settings) =>
    behind({ ...withMiddleware("basicAuth", { users }), static: { api } }, async ({ apiPort }) => {
      const response = await fetch(`http://127.0.0.1:${apiPort}/api/rawdata`);
      return { status: response.status, text: await response.text() };
    });
  const open = await asked({ insecure: true });
  expect(open).toEqual({ status: 200, text: expect.stringContaining("ann:$apr1$fixture") });
  expect((await asked({})).status).toBe(404);
});

test("keep-acme-challenge-reachable: without acme-tls/1 in the list the check gets no handshake at all", async () => {
  const alert = (alpnProtocols?: readonly string[]) =>
    behind(
      {
        router: { tls: {}, rule: "Host(`rt.example.com`)" },
        ...(alpnProtocols === undefined ? {} : { tls: { options: { default: { alpnProtocols } } } }),
      },
      ({ port }) => challengeAlert(port),
    );
  // With the protocol Traefik looks for the certificate of the challenge, and here none was asked for.
  expect(await alert()).toMatch(/unrecognized name/);
  expect(await alert(["http/1.1", "acme-tls/1"])).toMatch(/unrecognized name/);
  expect(await alert(["http/1.1"])).toMatch(/no application protocol/);
});

/** The alert that a certificate authority gets on its TLS-ALPN challenge. */
function challengeAlert(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTls({
      host: "127.0.0.1",
      port,
      servername: "rt.example.com",
      ca: secrets.certificate,
      ALPNProtocols: ["acme-tls/1"],
    });
    socket.on("secureConnect", () => resolve(`connected with ${socket.alpnProtocol}`));
    socket.on("error", (error) => resolve(error.message));
  });
}
