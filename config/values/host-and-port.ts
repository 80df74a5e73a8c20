import { type About, quote, type Refusal, textField } from "../field.ts";

const shape = /^(?:[^\s,:/@[\]]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})$/;

/** A host and a port, such as `redis-1:6379`; an IPv6 address stands in brackets. */
export function hostAndPortField(about: Omit<About, "expected">, port: number) {
  return textField({ expected: "host and port", ...about }, (text) => hostAndPortFault(text, port));
}

/** Host and port of a text that {@link hostAndPortField} has accepted. */
export function readHostAndPort(text: string): { readonly host: string; readonly port: number } {
  const end = text.lastIndexOf(":");
  return { host: text.slice(0, end).replaceAll(/[[\]]/g, ""), port: Number(text.slice(end + 1)) };
}

function hostAndPortFault(text: string, port: number): Refusal | undefined {
  const [, digits] = shape.exec(text) ?? [];
  if (digits !== undefined && Number(digits) >= 1 && Number(digits) <= 65_535) return undefined;
  const refusal = { code: "invalid-address", message: "expected host and port" };
  if (text.includes("@")) {
    // What stands before the sign may be a password.
    const fix = `Write host and port alone, such as \`redis-1:${port}\`; user and password have settings of their own.`;
    return { ...refusal, found: "an address with a user or password in it", fix };
  }
  return { ...refusal, found: quote(text), fix: fixFor(text, port) };
}

function fixFor(text: string, port: number): string {
  const bare = text.replace(/^[a-z0-9+.-]*:\/\//i, "").replace(/[/?#].*$/s, "");
  if (bare !== text && shape.test(bare)) {
    return `Write host and port alone: \`${bare}\`; TLS is asked for by \`redis.tls\`.`;
  }
  if (/^[^\s,:/[\]]+$/.test(bare)) return `Add the port: \`${bare}:${port}\`.`;
  if (text.includes(",")) return "Write each address as an item of the list of its own.";
  return `Write for example \`redis-1:${port}\`.`;
}
