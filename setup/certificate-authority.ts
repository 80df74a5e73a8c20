import { generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { UserError } from "../config/user-error.ts";
import { signCertificate } from "./x509.ts";

/** The local certificate authority of this user; its key never leaves the machine, nor enters Pulumi's state. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** PKCS#8 PEM. */
  readonly key: string;
}

/** What the common name of every authority of ours begins with. */
export const authorityName = "centrifugo-swarm development CA";

export const day = 24 * 60 * 60 * 1000;

export function authorityFile(folder: string): string {
  return join(folder, "ca.pem");
}

/** Reads the authority, or makes it on first use, valid for ten years. */
export async function ensureAuthority(folder: string): Promise<Authority> {
  const keyFile = join(folder, "ca-key.pem");
  const [certificate, key] = await Promise.all([read(authorityFile(folder)), read(keyFile)]);
  if (certificate !== undefined && key !== undefined) {
    // Without this much left, certificates would outlive their authority.
    if (validDays(certificate) > 400) return { certificate, key };
  } else if (certificate !== undefined) {
    throw new UserError(`The key of the local certificate authority is missing: ${keyFile}.`, {
      fix: `put it back, or remove ${authorityFile(folder)} to get a new authority (browsers must trust it anew).`,
    });
  }
  const made = await makeAuthority();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The certificate last: while it is missing, the next run starts afresh.
  await writeAtomically(keyFile, made.key, 0o600);
  await writeAtomically(authorityFile(folder), made.certificate, 0o644);
  return made;
}

async function makeAuthority(): Promise<Authority> {
  const { publicKey, key } = newKey();
  // At most 64 characters, as X.520 has it.
  const name = `${authorityName} of ${hostname()}`.slice(0, 64);
  const certificate = await signCertificate({
    subject: name,
    issuer: name,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 3650 * day),
    publicKey,
    signingKey: key,
    use: { kind: "authority" },
  });
  return { certificate, key };
}

/** A new P-256 key; the private half as PKCS#8 PEM. */
export function newKey(): { publicKey: KeyObject; key: string } {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    publicKey: pair.publicKey,
    key: pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

export function validDays(certificate: string): number {
  return (Date.parse(new X509Certificate(certificate).validTo) - Date.now()) / day;
}

function read(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

async function writeAtomically(file: string, content: string, mode: number): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, file);
}
