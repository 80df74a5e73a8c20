import type { Refusal } from "./field.ts";

/** Why a stack cannot be deployed without a secret, and how to get it. */
export function missingSecret(key: string): Refusal {
  const fix = /^certificate/.test(key)
    ? `Store the PEM file: \`pulumi config set --secret ${key} < FILE\`; for \`tls: { mode: development }\` \`make up\` makes one.`
    : `Run \`make up\`, which generates it once, or \`pulumi config set --secret ${key}\`.`;
  return { code: "missing-secret", message: "it is not set", fix };
}
