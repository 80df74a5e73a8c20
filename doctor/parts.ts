import type { DoctorTarget } from "./doctor-target.ts";

/** What of a stack may be known or not. */
export type Part = keyof typeof missing;

/** What to say where it is not. */
const missing = {
  swarm: "needs the Swarm that it runs on: --stack or --service",
  edge: "needs the address that clients use: --url and --origin",
  tokens: "needs tokens: the token secret in CENTRIFUGO_TOKEN_SECRET or --env-file, or --token-url",
  issued: "needs the application's own tokens: --token-url",
  signer: "needs the token secret, or a Swarm that signs: CENTRIFUGO_TOKEN_SECRET, --env-file or --service",
  api: "needs the HTTP API: a Swarm secret or variable that holds its key, or --api-url and CENTRIFUGO_API_KEY",
  apiInside: "needs the key of the API in a variable, an .env or a Swarm config of the service",
  redis: "needs a Redis that Centrifugo is told of, on this Swarm or in the stack file",
  backend: "needs the backend: --backend-service or --env-file",
  pulumi: "needs the Pulumi stack that deployed it: --stack",
} as const;

/** Why a check that needs these parts cannot run; undefined: it can. */
export function missingPart(target: DoctorTarget, parts: readonly Part[]): string | undefined {
  const absent = parts.find((part) => !has(target, part));
  return absent === undefined ? undefined : missing[absent];
}

/** What a part is, for the page of a check. */
export function partNeeds(part: Part): string {
  return missing[part].replace(/^needs /, "");
}

function has({ swarm, edge, tokens, api, drift, backend }: DoctorTarget, part: Part): boolean {
  const known: Record<Part, boolean> = {
    swarm: swarm !== undefined,
    edge: edge !== undefined,
    tokens: tokens !== undefined || swarm?.start !== undefined,
    issued: tokens?.issued !== undefined,
    signer: tokens?.secret !== undefined || swarm?.start !== undefined,
    api: swarm?.apiKey !== undefined || api !== undefined,
    apiInside: swarm?.apiKey !== undefined,
    redis: swarm?.redis !== undefined,
    backend: backend !== undefined || swarm?.services.backend !== undefined,
    pulumi: drift !== undefined,
  };
  return known[part];
}
