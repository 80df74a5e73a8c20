import {
  Centrifuge,
  type DisconnectedContext,
  type ErrorContext,
  type SubscribedContext,
  type SubscriptionOptions,
} from "centrifuge";
import WebSocket from "ws";
import type { EdgeTarget } from "../doctor-target.ts";
import { edgeAddress } from "../edge-address.ts";
import { lookupOf, tlsOptions } from "./dial.ts";

/** The part of the target that a client needs. */
export type ClientTarget = Pick<EdgeTarget, "websocketUrl" | "dialAddress" | "caCertificate" | "origin">;

/** How long a connection or a subscription may take, in milliseconds. */
const replyTimeoutMs = 5_000;

/** The official client's own code for a command that nobody answers. */
const noAnswer = 1;

/** A close or an error reply of Centrifugo, with its code (domain codes such as 102, 3500). */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: number;
  /** HTTP status in place of a websocket, such as 503; undefined: the websocket opened, or nothing answered. */
  readonly status: number | undefined;

  constructor(code: number, reason: string, status?: number) {
    super(status === undefined ? `${code} ${reason}` : `${code} ${reason}, HTTP ${status}`);
    this.code = code;
    this.status = status;
  }
}

/** A connected official client. */
export interface ProbeClient {
  readonly centrifuge: Centrifuge;
  /** The id that Centrifugo gave to this connection, and writes into its log. */
  readonly id: string;
}

/** The official client, dialling the target with the application's Origin, as a browser page would. */
export function newCentrifuge(
  target: ClientTarget,
  token: string,
  onRefusal: (status: number) => void = () => {},
): Centrifuge {
  return new Centrifuge(target.websocketUrl, {
    token,
    name: "doctor",
    timeout: replyTimeoutMs,
    websocket: webSocketTo(target, onRefusal),
  });
}

/** Connects; throws a `RefusedError` with the code when Centrifugo or the edge says no. */
export function connectClient(target: ClientTarget, token: string): Promise<ProbeClient> {
  let status: number | undefined;
  const centrifuge = newCentrifuge(target, token, (seen) => {
    status = seen;
  });
  return new Promise((resolve, reject) => {
    const refuse = (code: number, reason: string) => {
      // First, because to disconnect is an event too, and not the one that is asked about.
      reject(new RefusedError(code, reason, status));
      centrifuge.disconnect();
    };
    const failed = ({ error }: ErrorContext) => refuse(error.code, error.message);
    const closed = ({ code, reason }: DisconnectedContext) => refuse(code, reason);
    centrifuge.once("error", failed);
    centrifuge.once("disconnected", closed);
    centrifuge.once("connected", ({ client }) => {
      // From now on a lost connection is the client's to mend.
      centrifuge.off("error", failed);
      centrifuge.off("disconnected", closed);
      resolve({ centrifuge, id: client });
    });
    centrifuge.connect();
  });
}

/**
 * Subscribes, calls `onMessage` for each publication, and returns what Centrifugo says of the subscription. Throws a
 * `RefusedError` with the code.
 */
export function subscribe(
  { centrifuge }: ProbeClient,
  channel: string,
  options: Partial<SubscriptionOptions>,
  onMessage: (data: unknown) => void = () => {},
): Promise<SubscribedContext> {
  const subscription = centrifuge.newSubscription(channel, options);
  return new Promise((resolve, reject) => {
    const refuse = (code: number, reason: string) => {
      clearTimeout(late);
      reject(new RefusedError(code, reason));
    };
    // Where nothing answers, the client connects and subscribes anew without end, and calls it no error.
    const late = setTimeout(() => refuse(noAnswer, "no answer"), replyTimeoutMs);
    subscription.on("publication", ({ data }) => onMessage(data));
    subscription.once("subscribed", (context) => {
      clearTimeout(late);
      resolve(context);
    });
    subscription.once("error", ({ error }) => refuse(error.code, error.message));
    subscription.once("unsubscribed", ({ code, reason }) => refuse(code, reason));
    centrifuge.once("disconnected", ({ code, reason }) => refuse(code, reason));
    subscription.subscribe();
  });
}

/** A WebSocket class that dials the target's address and sends its Origin, in the shape the client wants. */
function webSocketTo(target: ClientTarget, onRefusal: (status: number) => void) {
  const { secure } = edgeAddress(target);
  const lookup = lookupOf(target);
  const plain = lookup === undefined ? {} : { lookup };
  const options = {
    origin: target.origin,
    ...(secure ? { ...tlsOptions(target), ALPNProtocols: ["http/1.1"] } : plain),
  };
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, options);
      // The client says "transport closed" to whatever was answered.
      this.on("error", ({ message }) => {
        const status = /^Unexpected server response: (\d{3})$/.exec(message)?.[1];
        if (status !== undefined) onRefusal(Number(status));
      });
    }
  };
}
