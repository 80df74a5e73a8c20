import {
  Centrifuge,
  type DisconnectedContext,
  type ErrorContext,
  type SubscriptionOptions,
} from "centrifuge";
import WebSocket from "ws";
import type { ProofTarget } from "../proof-target.ts";
import { edgeOf } from "../proof-target.ts";
import { lookupOf, tlsOptions } from "./dial.ts";

/** The part of the target that a client needs. */
export type ClientTarget = Pick<ProofTarget, "websocketUrl" | "dialAddress" | "caCertificate" | "origin">;

/** How long a connection or a subscription may take, in milliseconds. */
const replyTimeoutMs = 5_000;

/** A close or an error reply of Centrifugo, with its code (domain codes such as 102, 3500). */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: number;

  constructor(code: number, reason: string) {
    super(`${code} ${reason}`);
    this.code = code;
  }
}

/** A connected official client. */
export interface ProbeClient {
  readonly centrifuge: Centrifuge;
  /** The id that Centrifugo gave to this connection, and writes into its log. */
  readonly id: string;
}

/** The official client, dialling the target with the application's Origin, as a browser page would. */
export function newCentrifuge(target: ClientTarget, token: string): Centrifuge {
  return new Centrifuge(target.websocketUrl, {
    token,
    name: "doctor",
    timeout: replyTimeoutMs,
    websocket: webSocketTo(target),
  });
}

/** Connects; throws a `RefusedError` with the code when Centrifugo or the edge says no. */
export function connectClient(target: ClientTarget, token: string): Promise<ProbeClient> {
  const centrifuge = newCentrifuge(target, token);
  return new Promise((resolve, reject) => {
    const refuse = (code: number, reason: string) => {
      centrifuge.disconnect();
      reject(new RefusedError(code, reason));
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

/** Subscribes and calls `onMessage` for each publication; throws a `RefusedError` with the code. */
export function subscribe(
  { centrifuge }: ProbeClient,
  channel: string,
  options: Partial<SubscriptionOptions>,
  onMessage: (data: unknown) => void = () => {},
): Promise<void> {
  const subscription = centrifuge.newSubscription(channel, options);
  return new Promise((resolve, reject) => {
    const refuse = (code: number, reason: string) => reject(new RefusedError(code, reason));
    subscription.on("publication", ({ data }) => onMessage(data));
    subscription.once("subscribed", () => resolve());
    subscription.once("error", ({ error }) => refuse(error.code, error.message));
    subscription.once("unsubscribed", ({ code, reason }) => refuse(code, reason));
    centrifuge.once("disconnected", ({ code, reason }) => refuse(code, reason));
    subscription.subscribe();
  });
}

/** A WebSocket class that dials the target's address and sends its Origin, in the shape the client wants. */
function webSocketTo(target: ClientTarget) {
  const { secure } = edgeOf(target);
  const lookup = lookupOf(target);
  const plain = lookup === undefined ? {} : { lookup };
  const options = {
    origin: target.origin,
    ...(secure ? { ...tlsOptions(target), ALPNProtocols: ["http/1.1"] } : plain),
  };
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, options);
    }
  };
}
