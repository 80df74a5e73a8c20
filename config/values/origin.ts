import { quote, type Refusal, textField } from "../field.ts";
import { isHostName } from "./host-name.ts";

const DEFAULT_PORT: Record<string, string> = { http: "80", https: "443" };
const SHAPE = "Write `scheme://host` or `scheme://host:port`, for example `https://app.example.com`.";

/**
 * A browser origin as Centrifugo compares it: lower case, `scheme://host[:port]`, nothing after it.
 * One `*` may stand for the leftmost label of the host (`https://*.example.com`).
 */
export const originField = textField(
  {
    expected: "an origin",
    example: "https://app.example.com",
    description: "Scheme and host of a web page, and the port unless it is the usual one; no path.",
    pattern: String.raw`^[a-z][a-z0-9+.-]*://(?:\*\.)?[a-z0-9.-]+(?::\d+)?$`,
  },
  originFault,
);

/** Why Centrifugo could never match an origin with what a browser sends; undefined when it can. */
export function originFault(text: string): Refusal | undefined {
  if (text === "*") {
    const fix = "List the origins of your own pages, for example `https://app.example.com`.";
    return { code: "any-origin", message: "`*` lets every web site open connections", fix };
  }
  const fix = originFix(text);
  if (fix === undefined) return undefined;
  return {
    code: "invalid-origin",
    message: "expected an origin that a browser sends",
    found: quote(text),
    fix,
  };
}

/** How to write it so that it can match what browsers send; undefined when it can already. */
function originFix(text: string): string | undefined {
  if (/[,\s]/.test(text)) {
    return "Write each origin as an item of its own: `[https://a.example.com, https://b.example.com]`.";
  }
  const [, scheme = "", host = "", port, rest = ""] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/:?#]+)(?::(\d+))?(.*)$/i.exec(text.slice(0, 300)) ?? [];
  if (scheme === "")
    return isHostName(text.toLowerCase()) ? `Add the scheme: \`https://${text.toLowerCase()}\`.` : SHAPE;
  if (!isOriginHost(host.toLowerCase())) return SHAPE;
  const bare = `${scheme}://${host}`.toLowerCase();
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    return "A port is a number from 1 to 65535.";
  }
  if (port !== undefined && port === DEFAULT_PORT[scheme.toLowerCase()]) {
    return `Browsers leave the default port out: write \`${bare}\`.`;
  }
  const whole = port === undefined ? bare : `${bare}:${port}`;
  if (rest !== "") return `An origin ends after the host and port: write \`${whole}\`.`;
  return whole === text ? undefined : `Browsers send origins in lower case: write \`${whole}\`.`;
}

function isOriginHost(host: string): boolean {
  return isHostName(host.replace(/^\*\./, "")) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}
