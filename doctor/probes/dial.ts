import type { LookupFunction } from "node:net";
import { connect as connectTcp } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { EdgeTarget } from "../doctor-target.ts";
import { edgeAddress } from "../edge-address.ts";

/** The part of the target that a bare connection needs. */
export type DialTarget = Pick<EdgeTarget, "websocketUrl" | "dialAddress" | "caCertificate" | "acme">;

/** How long one connection attempt may take, in milliseconds. */
const dialTimeoutMs = 5_000;

/** A connection that was refused, broke or came too late. */
export class DialError extends Error {
  override readonly name = "DialError";
  /** Node's code, such as `ECONNREFUSED`, or OpenSSL's, such as `CERT_HAS_EXPIRED`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Answers every lookup with `dialAddress`: Node does not resolve `*.localhost` on every system. */
export function lookupOf({ dialAddress }: DialTarget): LookupFunction | undefined {
  if (dialAddress === undefined) return undefined;
  const family = dialAddress.includes(":") ? 6 : 4;
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address: dialAddress, family }]);
    else callback(null, dialAddress, family);
  };
}

/** The options of `tls.connect`, and of everything built on it, that reach the target. */
export function tlsOptions(target: DialTarget) {
  const { host } = edgeAddress(target);
  const lookup = lookupOf(target);
  return {
    servername: host,
    ...(target.caCertificate === undefined ? {} : { ca: target.caCertificate }),
    // The first check of the edge has looked at who issued it.
    ...(target.acme?.staging === true ? { rejectUnauthorized: false } : {}),
    ...(lookup === undefined ? {} : { lookup }),
  };
}

/** A connected TLS socket; throws a `DialError` with the code of what refused it. */
export function dialTls(target: DialTarget, alpnProtocols: readonly string[]): Promise<TLSSocket> {
  const { host, port } = edgeAddress(target);
  const options = { ...tlsOptions(target), host, port, ALPNProtocols: [...alpnProtocols] };
  return settle((ready) => connectTls(options, ready));
}

/** A connected socket as a websocket or HTTP/1.1 client would open it. */
export function dialHttp1(target: DialTarget) {
  const { host, port, secure } = edgeAddress(target);
  if (secure) return dialTls(target, ["http/1.1"]);
  const lookup = lookupOf(target);
  return settle((ready) => connectTcp({ host, port, ...(lookup === undefined ? {} : { lookup }) }, ready));
}

function settle<S extends import("node:net").Socket>(open: (ready: () => void) => S): Promise<S> {
  return new Promise((resolve, reject) => {
    const socket = open(() => {
      socket.setTimeout(0);
      socket.off("error", failed);
      resolve(socket);
    });
    const failed = (error: NodeJS.ErrnoException) => {
      socket.destroy();
      reject(new DialError(error.code ?? "UNKNOWN", error.message));
    };
    socket.once("error", failed);
    socket.setTimeout(dialTimeoutMs, () => failed(timedOut()));
  });
}

function timedOut(): NodeJS.ErrnoException {
  return Object.assign(new Error(`no connection within ${dialTimeoutMs / 1000} s`), { code: "ETIMEDOUT" });
}
