import { quote, type Refusal, textField } from "../field.ts";

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** True for a host name by RFC 1123, in lower case, that is not an IPv4 address. */
export function isHostName(text: string): boolean {
  const labels = text.split(".");
  return (
    text.length <= 253 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "")
  );
}

/** The public host name of the websocket: no scheme, no port, no path. */
export const domainField = textField(
  {
    expected: "a host name",
    example: "realtime.example.com",
    description:
      "Public host name of the websocket: clients connect to `wss://<domain>/connection/websocket`. Names that end in `.localhost` lead to this machine.",
    pattern: "^[a-z0-9.-]+$",
  },
  (text): Refusal | undefined => {
    if (isHostName(text)) return undefined;
    return {
      code: "invalid-domain",
      message: "expected a host name",
      found: quote(text),
      fix: domainFix(text),
    };
  },
);

function domainFix(text: string): string {
  const host = text
    .toLowerCase()
    .replace(/^[a-z0-9+.-]*:\/\//, "")
    .replace(/[/:].*$/s, "");
  if (isHostName(host)) {
    return `Write the name alone, in lower case, without scheme, port or path: \`${host}\`.`;
  }
  if (text.startsWith("*")) return "A wildcard is not a name that clients can dial: write one host name.";
  if (/^[\d.]+$/.test(text)) {
    return "An IP address cannot be routed by name: write a host name that resolves to it.";
  }
  return "Use letters, digits, hyphens and dots only, for example `realtime.example.com`.";
}
