import { randomBytes } from "node:crypto";
import { request as plainRequest, type RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import { networkFailure } from "./publish.ts";
import type { Settings } from "./settings.ts";

/** Milliseconds that each question may take. */
const timeout = 3000;

/** What a websocket upgrade was answered with. A browser is not told: to a page every failure looks the same. */
export interface UpgradeAnswer {
  /** 101: it works. 0: no answer. */
  readonly status: number;
  /** Kind of the network error, where there was no answer. */
  readonly code: string;
}

/** What the way from Traefik to Centrifugo looks like from here. */
export interface Probe {
  readonly upgrade: UpgradeAnswer;
  readonly centrifugo: { readonly ok: boolean; readonly code: string };
}

/** Asks for the same websocket as the page, with the page's own origin, and asks Centrifugo itself. */
export async function probe(settings: Settings): Promise<Probe> {
  const [upgrade, centrifugo] = await Promise.all([askUpgrade(settings), askHealth(settings.healthUrl)]);
  return { upgrade, centrifugo };
}

function askUpgrade({ websocketUrl, edgeAddress, pageOrigin }: Settings): Promise<UpgradeAnswer> {
  const url = new URL(websocketUrl.replace(/^ws/, "http"));
  // In a container the public name may lead nowhere, as `.localhost` does: ask Traefik under its own name.
  const edge = edgeAddress === "" ? url : new URL(`${url.protocol}//${edgeAddress}`);
  const options: RequestOptions & { servername: string; rejectUnauthorized: boolean } = {
    host: edge.hostname,
    port: edge.port || (url.protocol === "https:" ? 443 : 80),
    path: url.pathname,
    servername: url.hostname,
    // Whether the certificate is trusted is up to the browser; nothing secret is sent here.
    rejectUnauthorized: false,
    agent: false,
    headers: {
      Host: url.host,
      Origin: pageOrigin,
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
    },
  };
  return new Promise((resolve) => {
    const request = url.protocol === "https:" ? tlsRequest(options) : plainRequest(options);
    const end = (status: number, code = "") => {
      clearTimeout(timer);
      resolve({ status, code });
      request.destroy();
    };
    // A limit for all of it, the TCP handshake too.
    const timer = setTimeout(() => end(0, "timeout"), timeout);
    request.on("upgrade", (response) => end(response.statusCode ?? 0));
    request.on("response", (response) => end(response.statusCode ?? 0));
    request.on("error", (error) => end(0, networkFailure(error, timeout).code));
    request.end();
  });
}

async function askHealth(url: string): Promise<Probe["centrifugo"]> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeout) });
    await answer.body?.cancel();
    return { ok: answer.ok, code: answer.ok ? "" : `HTTP ${answer.status}` };
  } catch (error) {
    return { ok: false, code: networkFailure(error, timeout).code };
  }
}
