import { X509Certificate } from "node:crypto";
import { day, ensureAuthority, newKey } from "../../setup/certificate-authority.ts";
import { paths } from "../../setup/paths.ts";
import { signCertificate } from "../../setup/x509.ts";
import type { GalleryStack } from "./stack.ts";

/** Gives Traefik another certificate of the stack's own authority. */
export function certificate({
  days = 90,
  domain = "centrifugo.localhost",
}: {
  /** Until its end, from now. */
  readonly days?: number;
  readonly domain?: string;
}) {
  return async ({ change, file, stack }: GalleryStack) => {
    const authority = await ensureAuthority(paths(stack.context.env).ca);
    const { publicKey, key } = newKey();
    const text = await signCertificate({
      subject: domain,
      issuer: new X509Certificate(authority.certificate).subject.replace(/^CN=/, ""),
      notBefore: new Date(Date.now() - 10 * day),
      notAfter: new Date(Date.now() + days * day),
      publicKey,
      signingKey: authority.key,
      use: { kind: "server", domain },
    });
    await change(
      "traefik",
      ...(await file("traefik", "/run/secrets/certificate.pem", () => text)),
      ...(await file("traefik", "/run/secrets/certificate-key.pem", () => key)),
    );
  };
}
