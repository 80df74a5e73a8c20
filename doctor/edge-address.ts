import type { EdgeTarget } from "./doctor-target.ts";

/** Where to dial and what to say there, worked out from the target. */
export interface EdgeAddress {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** `host` or `host:port`, for texts. */
  readonly name: string;
}

/** Works out where to dial; throws when `websocketUrl` is no URL. */
export function edgeAddress({ websocketUrl }: Pick<EdgeTarget, "websocketUrl">): EdgeAddress {
  const url = new URL(websocketUrl);
  const secure = url.protocol === "wss:";
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return { url, host: url.hostname, port, secure, name: url.host };
}
