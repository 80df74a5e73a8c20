import { isEncryptedText } from "../../../config/centrifugo/check-options.ts";
import { secretLeaves } from "../../../config/centrifugo/secret-leaves.ts";
import { ConfigError } from "../../../config/config-error.ts";
import type { StackConfig } from "../../../config/stack-config.ts";
import { centrifugoConfig, centrifugoSecrets } from "../../../stacks/centrifugo-config.ts";
import { ruleFindings } from "../../../stacks/rule-findings.ts";
import { good, load, project, secretKeys } from "../../config/stack.ts";
import { type Path, type StackCase, type Tree, withValue } from "./stack-case.ts";

export const identity = { project, stack: "dev" };

/** One thing that is wrong, or only warned of. */
export interface Complaint {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** What we say of a stack. */
export interface Verdict {
  /** Undefined: refused. */
  readonly config: StackConfig | undefined;
  readonly errors: readonly Complaint[];
  /** Rules that warn of it. */
  readonly warnings: readonly string[];
}

/** Rules on what Centrifugo takes and should not be given: options chosen at random break them in every other stack. */
const onlyUnwise: ReadonlySet<string> = new Set([
  "require-reachable-redis",
  "reject-open-channels",
  "keep-tenants-apart",
  "reject-client-publish",
  "require-broker-with-history",
  "require-allowed-origins",
  "require-matching-origin",
  "reject-wildcard-origin",
  "reject-development-origin",
  "reject-unverified-tls",
  "encrypt-proxy-requests",
  "overwrite-user-header",
  "require-claim-check-with-jwks",
  "reject-anonymous-connections",
  "limit-previous-key",
  "keep-warnings-in-the-log",
  "separate-node-names",
  "separate-redis-prefixes",
  "use-same-redis-password",
  "route-emulation",
  "redirect-to-tls",
]);

/** Loads a stack as Pulumi does, its secrets and these places encrypted, and runs all rules. */
export function judge(
  { allowedOrigins, namespaces, replicas, centrifugo, inClear = false }: StackCase,
  alsoEncrypted: readonly Path[] = [],
): Verdict {
  const values = {
    ...good,
    allowedOrigins: JSON.stringify(allowedOrigins),
    namespaces: JSON.stringify(namespaces),
    replicas: String(replicas),
    centrifugo: JSON.stringify(centrifugo),
  };
  const file = inClear ? centrifugo : withEncrypted(centrifugo, alsoEncrypted);
  const yaml = `config:\n  ${project}:centrifugo: ${JSON.stringify(file)}\n`;
  const keys = file === centrifugo ? secretKeys : [...secretKeys, `${project}:config:centrifugo`];
  try {
    const config = load(values, yaml, keys);
    const findings = ruleFindings({ config, identity }).filter(
      ({ refusal }) => !onlyUnwise.has(refusal.code),
    );
    const isWarning = ({ refusal }: (typeof findings)[number]) => refusal.severity === "warning";
    const errors = findings
      .filter((finding) => !isWarning(finding))
      .map(({ path, refusal: { code, message } }) => ({ code, message, path: path.map(String).join(".") }));
    return {
      config: errors.length === 0 ? config : undefined,
      errors,
      warnings: findings.filter(isWarning).map(({ refusal }) => refusal.code),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: undefined, errors: error.issues, warnings: [] };
  }
}

/** The tree as it stands in a stack file. */
function withEncrypted(tree: Tree, others: readonly Path[]): Tree {
  const secrets = secretLeaves(tree, new Set()).filter(({ value }) => !isEncryptedText(value));
  const places = secrets.map(({ path }) =>
    path.map((step) => (typeof step === "number" ? step : String(step))),
  );
  return [...places, ...others].reduce((file, path) => withValue(file, path, { secure: "v1:abc" }), tree);
}

/** What Centrifugo's task gets: two files. */
export interface Rendered {
  readonly json: string;
  /** The `.env`. */
  readonly env: string;
  /** The variables in it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Our own files for a stack that was accepted. */
export function rendered(config: StackConfig): Rendered {
  const env = centrifugoSecrets(config, identity);
  return { json: centrifugoConfig(config, identity), env, variables: readEnv(env) };
}

/** The lines of our `.env`, which all have their value in single quotes. */
export function readEnv(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^(\w+)='([^']*)'$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error("a line of the .env cannot be read");
      return [name, value];
    }),
  );
}
