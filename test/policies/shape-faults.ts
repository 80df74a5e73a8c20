import type { Finding } from "../../policies/rule.ts";
import { findingsOf, type TestService } from "./resources.ts";
import { apiKeyShapes } from "./shapes/api-key.ts";
import { channelShapes } from "./shapes/channel-options.ts";
import { clientShapes } from "./shapes/clients.ts";
import { connectedShapes } from "./shapes/connected-options.ts";
import { exposureShapes } from "./shapes/exposure.ts";
import { ignoredVariableShapes } from "./shapes/ignored-variable.ts";
import { namespaceShapes } from "./shapes/namespace.ts";
import { replicaShapes } from "./shapes/replicas.ts";
import { runningShapes } from "./shapes/running.ts";
import { secretRoleShapes } from "./shapes/secret-role.ts";
import { tokenSecretShapes } from "./shapes/token-secret.ts";
import { badTraefikShapes } from "./shapes/traefik.ts";
import { unknownVariableShapes } from "./shapes/unknown-variable.ts";
import { weakSecretShapes } from "./shapes/weak-secret.ts";

/**
 * The rules that the shapes are about. A shape says no more than these need, so others find something in almost
 * every one; they have stack files of their own in `test/fixtures/rules`.
 */
const ids: ReadonlySet<string> = new Set(
  [
    apiKeyShapes,
    channelShapes,
    clientShapes,
    connectedShapes,
    exposureShapes,
    ignoredVariableShapes,
    namespaceShapes,
    replicaShapes,
    runningShapes,
    secretRoleShapes,
    tokenSecretShapes,
    badTraefikShapes,
    unknownVariableShapes,
    weakSecretShapes,
  ].flatMap((shapes) => shapes.map(([rule]) => rule)),
);

/** Violations of these rules. */
export function violationsOf(...services: readonly TestService[]): readonly Finding[] {
  return findingsOf(...services).filter(({ kind, rule }) => kind === "violation" && ids.has(rule));
}

/** Ids of these rules, as far as they are violated. */
export function faultsOf(...services: readonly TestService[]): string[] {
  return [...new Set(violationsOf(...services).map(({ rule }) => rule))].sort();
}
