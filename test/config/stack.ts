import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { ConfigError } from "../../config/config-error.ts";
import type { ConfigIssue } from "../../config/config-issue.ts";
import { loadStackConfig } from "../../config/load.ts";
import { day, newKey } from "../../setup/certificate-authority.ts";
import { signCertificate } from "../../setup/x509.ts";

export const project = "centrifugo-swarm";

/** A certificate with its key for a domain, valid between two days from now. */
export async function makeCertificate(domain: string, from = -1, to = 30) {
  const { publicKey, key } = newKey();
  const certificate = await signCertificate({
    subject: domain,
    issuer: domain,
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + to * day),
    publicKey,
    signingKey: key,
    use: { kind: "server", domain },
  });
  return { certificate, certificateKey: key };
}

export const secrets = {
  tokenSecret: "5d0c1f86a3b94e27f60d8c15b7a2e94311aa22bb33cc44dd55ee66ff77889900",
  apiKey: "b91e7d3f5a6c8204de1f3b5a79c68e0d00998877665544332211ffeeddccbbaa",
  redisPassword: "0a1b2c3d4e5f60718293a4b5c6d7e8f9f9e8d7c6b5a493827160f5e4d3c2b1a0",
  ...(await makeCertificate("centrifugo.localhost")),
};

/** Settings that are right, as Pulumi hands them over. */
export const good = {
  domain: "centrifugo.localhost",
  allowedOrigins: '["https://app.localhost"]',
  ...secrets,
};

/** Pulumi's runtime configuration of this project. */
export function pulumiValues(settings: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${project}:${key}`, value]));
}

/** Keys of the secrets, as Pulumi's engine lists them. */
export const secretKeys = Object.keys(secrets).map((key) => `${project}:config:${key}`);

const root = mkdtempSync(join(tmpdir(), "centrifugo-swarm-config-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with a stack file, or without one. */
export function stackDirectory(yaml?: string, stack = "dev"): string {
  const directory = mkdtempSync(join(root, "stack-"));
  if (yaml !== undefined) writeFileSync(join(directory, `Pulumi.${stack}.yaml`), yaml);
  return directory;
}

/** Loads settings beside a stack file. */
export function load(
  settings: Record<string, string>,
  yaml?: string,
  encrypted: readonly string[] = secretKeys,
) {
  const values = pulumiValues(settings);
  return loadStackConfig({
    project,
    stack: "dev",
    directory: stackDirectory(yaml),
    values,
    secretKeys: encrypted,
  });
}

/** The error that a call throws; fails when it throws none or another one. */
export function configError(call: () => unknown): ConfigError {
  try {
    call();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

/** The mistakes in settings that are right but for these. */
export function mistakes(settings: Record<string, string>, yaml?: string): readonly ConfigIssue[] {
  return configError(() => load({ ...good, ...settings }, yaml)).issues;
}
