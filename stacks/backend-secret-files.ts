import type { StackConfig } from "../config/stack-config.ts";
import type { FileDefinition } from "./definition.ts";

/** Names without the stack's prefix and Pulumi's suffix. */
export const backendSecretNames = ["token-secret", "api-key"] as const;

/** Path, owner and mode are up to the service that mounts them. */
export function backendSecretFiles(config: StackConfig): readonly [FileDefinition, FileDefinition] {
  return [
    { ...backendFile("token-secret", "token"), content: config.tokenSecret },
    { ...backendFile("api-key", "api-key"), content: config.apiKey },
  ];
}

function backendFile(name: (typeof backendSecretNames)[number], role: string) {
  return { name, path: `/run/secrets/${name}`, secret: true, roles: [role], uid: 0, mode: 0o400 } as const;
}
