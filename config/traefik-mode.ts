import { settingsOf } from "./cross-check.ts";
import type { Finding } from "./explain.ts";
import { externalTraefikShape } from "./external-traefik.ts";
import { missingSecret } from "./missing-secret.ts";
import { isOffloaded, offloadedFindings, offloadedUnused } from "./tls-mode.ts";

/** Settings below `traefik` that a Traefik of somebody else does not take from this stack. */
const managedOnly: readonly string[] = [
  "replicas",
  "node",
  "httpPort",
  "httpsPort",
  "trustedIps",
  "proxyProtocol",
  "refreshInterval",
  "idleTimeout",
  "graceTimeout",
  "logLevel",
  "accessLog",
];
const externalOnly: readonly string[] = Object.keys(externalTraefikShape);

/** Settings elsewhere that are about a Traefik of our own. */
const managedElsewhere: readonly (readonly string[])[] = [
  ["tls"],
  ["certificate"],
  ["certificateKey"],
  ["dnsCredentials"],
  ["images", "traefik"],
  ["images", "socketProxy"],
  ["resources", "traefik"],
  ["resources", "socketProxy"],
];

/** True for a stack behind a Traefik that is not its own. */
export function isExternal(traefik: unknown): boolean {
  return settingsOf(traefik)["mode"] === "external";
}

/** True for a stack whose own Traefik gets its certificates by ACME. */
export function isAcme({ traefik, tls }: Ending): boolean {
  return !isExternal(traefik) && settingsOf(tls)["mode"] === "acme";
}

/** What decides who ends TLS, and with which certificate. */
interface Ending {
  readonly traefik?: unknown;
  readonly tls?: unknown;
}

/** True for a stack whose own Traefik ends TLS, and so has the certificate. */
export function endsTls({ traefik, tls }: Ending): boolean {
  return !isExternal(traefik) && !isOffloaded(tls);
}

/** True for a stack that has the certificate among its encrypted settings. */
export function storesCertificate(settings: Ending): boolean {
  return endsTls(settings) && !isAcme(settings);
}

/** True where a certificate of the user's own changes while Traefik runs; one for development hardly ever does. */
export function watchesCertificate({ traefik, tls }: Ending): boolean {
  return !isExternal(traefik) && settingsOf(tls)["mode"] === "files";
}

/** What decides how browsers reach the stack. */
interface Entry {
  readonly traefik: {
    readonly mode: string;
    readonly httpsPort: number;
    readonly publicPort?: number | undefined;
  };
  readonly tls: { readonly mode: string };
}

/** The port in the addresses that browsers use. */
export function publicPortOf({ traefik, tls }: Entry): number {
  // What is in front mostly has the usual port.
  return traefik.publicPort ?? (endsTls({ traefik, tls }) ? traefik.httpsPort : 443);
}

/** `:8443` where browsers have to write a port, else nothing. */
export function portSuffix(entry: Entry): string {
  const port = publicPortOf(entry);
  return port === 443 ? "" : `:${port}`;
}

/** What belongs to the other mode of Traefik, and what this one needs; by what was written, not by defaults. */
export function traefikModeFindings(input: Readonly<Record<string, unknown>>): Finding[] {
  const traefik = settingsOf(input["traefik"]);
  const { mode = "managed" } = traefik;
  if (mode === "external") return [...missingNetwork(traefik), ...refuseManaged(input, traefik)];
  if (mode !== "managed") return [];
  return [
    ...Object.keys(traefik)
      .filter((key) => externalOnly.includes(key))
      .map((key) => belongsToExternal(key)),
    ...(isOffloaded(input["tls"]) ? offloadedFindings(input, traefik) : certificateFindings(input)),
  ];
}

/** Where its own Traefik gets certificates by itself, a stored one would never be shown to anybody. */
function certificateFindings(input: Readonly<Record<string, unknown>>): Finding[] {
  const byAcme = isAcme(input);
  return ["certificate", "certificateKey"]
    .filter((key) => (input[key] !== undefined) === byAcme)
    .map((key): Finding => {
      if (!byAcme) return { path: [key], at: "parent", refusal: missingSecret(key) };
      const message = "Traefik gets the certificate by itself (`tls.mode: acme`)";
      const fix = `Remove it: \`pulumi config rm ${key}\`; to keep it, set \`tls: { mode: files }\`.`;
      return { path: [key], at: "key", refusal: { code: "other-tls-mode", message, fix } };
    });
}

/** The settings of a stack as they count: without those of the other mode. */
export function withoutOtherMode(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const traefik = settingsOf(settings["traefik"]);
  const external = isExternal(traefik);
  const shown = structuredClone({ ...settings });
  for (const key of external ? managedOnly : externalOnly) remove(shown, ["traefik", key]);
  if (external) for (const path of managedElsewhere) remove(shown, path);
  else if (isOffloaded(settings["tls"])) for (const path of offloadedUnused) remove(shown, path);
  else if (isAcme(settings)) for (const key of ["certificate", "certificateKey"]) remove(shown, [key]);
  return shown;
}

function missingNetwork({ network }: Record<string, unknown>): Finding[] {
  if (network !== undefined) return [];
  const message = "`external` needs `network`, the overlay network of the existing Traefik";
  const fix = "Add its whole name, as `docker network ls` shows it: `network: traefik-public`.";
  return [{ path: ["traefik", "mode"], at: "value", refusal: { code: "missing", message, fix } }];
}

function refuseManaged(
  input: Readonly<Record<string, unknown>>,
  traefik: Readonly<Record<string, unknown>>,
): Finding[] {
  const own = Object.keys(traefik).filter((key) => managedOnly.includes(key));
  const elsewhere = managedElsewhere.filter(([first = "", second]) =>
    second === undefined ? input[first] !== undefined : Object.hasOwn(settingsOf(input[first]), second),
  );
  return [...own.map((key) => ["traefik", key]), ...elsewhere].map((path): Finding => {
    const message =
      "the Traefik is not of this stack (`traefik.mode: external`), so this would have no effect";
    return {
      path: [...path],
      at: "key",
      refusal: { code: "other-traefik-mode", message, fix: removal(path) },
    };
  });
}

function removal(path: readonly string[]): string {
  const [key = ""] = path;
  if (key === "dnsCredentials") return "Remove it: `pulumi config rm dnsCredentials`.";
  if (/^certificate/.test(key)) {
    return `Remove it: \`pulumi config rm ${key}\`. The certificate is the existing Traefik's: name its resolver in \`traefik.certificateResolver\`, or give its owner yours.`;
  }
  if (path.at(-1) === "httpsPort") {
    return "Remove it; where browsers reach that Traefik on another port than 443, write `publicPort`.";
  }
  return key === "tls"
    ? "Remove it. The certificate is the existing Traefik's: name its resolver in `traefik.certificateResolver`."
    : "Remove it; the owner of that Traefik decides it.";
}

function belongsToExternal(key: string): Finding {
  const message = "it is about a Traefik that runs already, and this stack deploys its own";
  const fix = "Remove it, or write `mode: external` beside it.";
  return { path: ["traefik", key], at: "key", refusal: { code: "other-traefik-mode", message, fix } };
}

function remove(target: unknown, [key, ...rest]: readonly string[]): void {
  if (typeof target !== "object" || target === null || key === undefined) return;
  if (rest.length === 0) Reflect.deleteProperty(target, key);
  else remove(Reflect.get(target, key), rest);
}
