import { createHash } from "node:crypto";
import type { AcmeSettings } from "../config/acme.ts";
import { acmeServer, letsEncrypt, letsEncryptStaging } from "../config/acme-servers.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { isAcme } from "../config/traefik-mode.ts";
import type { FileDefinition, MountDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";

/** Name of Traefik's certificate resolver, which the routers' labels name. */
export const acmeResolver = "acme";
/** Name of the volume with the account and the certificates, without the stack's prefix. */
export const acmeVolume = "traefik-acme";
/**
 * Where it is mounted. A new volume takes owner and mode from the image's directory there, and Traefik does not run
 * as root: `/tmp` is the one directory of the official image that every user may write to.
 */
const acmeDirectory = "/tmp";
const caCertificatesPath = "/etc/traefik/acme-ca.pem";
const credentialsDirectory = "/run/secrets/dns";

/** How the stack's own Traefik gets its certificates; undefined: not by ACME. */
export function acmeOf({ tls, traefik }: Pick<StackConfig, "tls" | "traefik">): AcmeSettings | undefined {
  return isAcme({ tls, traefik }) ? tls.acme : undefined;
}

/** The part of Traefik's static configuration that gets the certificates. */
export function acmeStatic(acme: AcmeSettings, entryPoint: string) {
  return {
    certificatesResolvers: {
      [acmeResolver]: {
        acme: {
          email: acme.email,
          caServer: acmeServer(acme),
          ...(acme.caCertificates !== undefined && {
            caCertificates: [caCertificatesPath],
            caSystemCertPool: true,
          }),
          storage: `${acmeDirectory}/${storageName(acmeServer(acme))}`,
          // Traefik's default, RSA with 4096 bits, costs many times as much in each handshake of a reconnect storm.
          keyType: "EC256",
          certificatesDuration: acme.certificatesDuration,
          ...challenge(acme, entryPoint),
        },
      },
    },
  };
}

function challenge(acme: AcmeSettings, entryPoint: string) {
  if (acme.challenge === "http") return { httpChallenge: { entryPoint } };
  if (acme.challenge === "tls-alpn") return { tlsChallenge: {} };
  return {
    dnsChallenge: {
      provider: acme.dnsProvider,
      ...(acme.dnsResolvers !== undefined && { resolvers: acme.dnsResolvers }),
      propagation: {
        disableChecks: !acme.dnsPropagationChecks,
        delayBeforeChecks: acme.dnsDelay,
      },
    },
  };
}

/** A file for each authority: a certificate of the test environment must not be kept for production. */
function storageName(server: string): string {
  if (server === letsEncrypt) return "letsencrypt.json";
  if (server === letsEncryptStaging) return "letsencrypt-staging.json";
  return `acme-${createHash("sha256").update(server).digest("hex").slice(0, 8)}.json`;
}

/** What TLS-ALPN-01 needs in the list of a TLS option beside HTTP; browsers never offer it. */
export function acmeProtocols(config: StackConfig): readonly string[] {
  return acmeOf(config)?.challenge === "tls-alpn" ? ["acme-tls/1"] : [];
}

/** The authority's root certificates, and a secret for each credential of the DNS provider. */
export function acmeFiles(config: StackConfig, uid: number): readonly FileDefinition[] {
  const { caCertificates } = acmeOf(config) ?? {};
  const roots = {
    name: "traefik-acme-ca",
    path: caCertificatesPath,
    content: caCertificates ?? "",
    secret: false,
    uid,
    mode: 0o444,
  };
  return [
    ...(caCertificates === undefined ? [] : [roots]),
    ...credentials(config).map(
      ([name, content]): FileDefinition => ({
        name: `dns-${name.toLowerCase().replaceAll("_", "-")}`,
        path: `${credentialsDirectory}/${name}`,
        content,
        secret: true,
        roles: ["dns-credential"],
        uid,
        mode: 0o400,
      }),
    ),
  ];
}

/** lego, Traefik's ACME library, reads a credential from the file that `NAME_FILE` names. */
export function acmeEnv(config: StackConfig): Readonly<Record<string, string>> {
  return Object.fromEntries(
    credentials(config).map(([name]) => [`${name}_FILE`, `${credentialsDirectory}/${name}`]),
  );
}

function credentials(config: StackConfig): readonly [name: string, value: string][] {
  if (acmeOf(config)?.challenge !== "dns") return [];
  return Object.entries(config.dnsCredentials ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Made by the mount, where the task runs, as Redis' is. */
export function acmeMounts(config: StackConfig, identity: StackIdentity): readonly MountDefinition[] {
  if (acmeOf(config) === undefined) return [];
  const source = objectName(identity, acmeVolume);
  return [{ type: "volume", source, target: acmeDirectory, labels: stackLabels(identity) }];
}
