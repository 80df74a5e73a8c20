import { settingsOf } from "./cross-check.ts";
import type { Finding } from "./explain.ts";

/** True for a stack whose TLS a load balancer in front ends. */
export function isOffloaded(tls: unknown): boolean {
  return settingsOf(tls)["mode"] === "offloaded";
}

/** Settings that are about TLS of our own. */
export const offloadedUnused: readonly (readonly string[])[] = [
  ["traefik", "httpsPort"],
  ["traefik", "minTlsVersion"],
  ["certificate"],
  ["certificateKey"],
];

/** What a stack whose TLS ends before it needs, and what has no effect there; by what was written. */
export function offloadedFindings(
  input: Readonly<Record<string, unknown>>,
  traefik: Readonly<Record<string, unknown>>,
): Finding[] {
  const unused = offloadedUnused.filter(([first = "", second]) =>
    second === undefined ? input[first] !== undefined : Object.hasOwn(traefik, second),
  );
  return [...missingBalancer(traefik), ...unused.map(unusedFinding)];
}

/** Without either, every client has the address of the load balancer, and anybody may say that he came by TLS. */
function missingBalancer({ trustedIps, proxyProtocol }: Readonly<Record<string, unknown>>): Finding[] {
  const isNamed = Array.isArray(trustedIps) && trustedIps.length > 0;
  if (isNamed || proxyProtocol !== undefined) return [];
  const message = "`offloaded` needs `traefik.trustedIps`, the addresses of the load balancer that ends TLS";
  const fix =
    "Add them: `traefik: { trustedIps: [10.0.0.5] }`; or `proxyProtocol` in the same place, for one that sends PROXY headers and none of HTTP.";
  return [{ path: ["tls", "mode"], at: "value", refusal: { code: "missing", message, fix } }];
}

function unusedFinding(path: readonly string[]): Finding {
  const [key = ""] = path;
  const message = "TLS ends before this stack (`tls.mode: offloaded`), so this would have no effect";
  const fix = key.startsWith("certificate")
    ? `Remove it: \`pulumi config rm ${key}\`. The certificate is the load balancer's.`
    : path.at(-1) === "httpsPort"
      ? "Remove it: the load balancer connects to `httpPort`. The port that browsers use is `publicPort`."
      : "Remove it; the load balancer decides it.";
  return { path: [...path], at: "key", refusal: { code: "other-tls-mode", message, fix } };
}
