import type { Finding } from "../explain.ts";
import type { Refusal } from "../field.ts";
import { flattenOptions, type Leaf } from "./flatten.ts";
import { optionKey, optionNames } from "./option-path.ts";
import { isSecretLeaf } from "./secret-leaves.ts";
import { isSecretOption } from "./secret-options.ts";

/**
 * Secrets in `centrifugo:` that stand in clear, and encrypted values that would be deployed in clear.
 *
 * @param encrypted options that the stack file holds encrypted; undefined: `centrifugo` is encrypted, and which
 * part of it cannot be seen.
 * @param isKnown false: it is not known at all what Pulumi encrypts.
 */
export function clearSecrets(
  tree: unknown,
  encrypted: ReadonlySet<string> | undefined,
  isKnown: boolean,
): Finding[] {
  if (!isKnown) return [];
  const leaves = flattenOptions(tree);
  if (encrypted === undefined) return unseen(leaves);
  return leaves
    .filter(({ option }) => !encrypted.has(optionKey(option)))
    .filter(isSecretLeaf)
    .map((leaf): Finding => ({ path: ["centrifugo", ...leaf.path], at: "key", refusal: plainSecret(leaf) }));
}

function plainSecret({ option, path }: Leaf): Refusal {
  const key = ["centrifugo", ...path].map((step) =>
    typeof step === "number" ? `[${step}]` : `.${String(step)}`,
  );
  const written = key.join("").slice(1);
  const fix = `Make a new one and encrypt it: \`pulumi config set --secret --path '${written}'\`; this one may be in Git already.`;
  return { code: "plain-secret", message: `\`${optionKey(option)}\` is a secret and not encrypted`, fix };
}

/** Only the stack file tells the encrypted part from the rest, which stands in an open Swarm config. */
function unseen(leaves: readonly Leaf[]): Finding[] {
  if (leaves.every(({ option }) => isSecretOption(optionNames(option)))) return [];
  const message = "parts of it are encrypted, and which ones cannot be seen here";
  const fix =
    "Encrypt single options in the stack file: `pulumi config set --secret --path centrifugo.admin.password`.";
  return [{ path: ["centrifugo"], at: "key", refusal: { code: "encrypted-as-a-whole", message, fix } }];
}
