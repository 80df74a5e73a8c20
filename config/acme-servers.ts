/** Let's Encrypt's own: its certificates are trusted everywhere, and it limits how many it gives. */
export const letsEncrypt = "https://acme-v02.api.letsencrypt.org/directory";
/** Its test environment: generous limits, and certificates that no browser trusts. */
export const letsEncryptStaging = "https://acme-staging-v02.api.letsencrypt.org/directory";

/** The directory of the authority that issues the certificates. */
export function acmeServer(acme: {
  readonly staging: boolean;
  readonly caServer?: string | undefined;
}): string {
  return acme.caServer ?? (acme.staging ? letsEncryptStaging : letsEncrypt);
}
