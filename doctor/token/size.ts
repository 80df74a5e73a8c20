import type { TokenFinding } from "./finding.ts";

/** Centrifugo's `websocket.message_size_limit`, in bytes, less what a connect has beside the token. */
const messageLimit = 65_536 - 200;
/** What browsers keep in a cookie, in bytes. */
const cookieLimit = 4_096;

/** Looks at how long the token is, in bytes. */
export function checkSize(bytes: number): readonly TokenFinding[] {
  const fix = "Put ids into the token, and let the application look the rest up.";
  if (bytes > messageLimit) {
    const message = `It has ${bytes} bytes; Centrifugo closes the connection at messages of 64 KiB (1009).`;
    return [{ id: "token-too-large", level: "error", message, fix, answer: 1009 }];
  }
  if (bytes <= cookieLimit) return [];
  const message = `It has ${bytes} bytes: more than a cookie holds, and proxies refuse headers from 8 KiB on. In the websocket it is no matter.`;
  return [{ id: "token-large", level: "warning", message, fix }];
}
