import { shapedField } from "../field.ts";

/** The host name of a Swarm node, as `docker node ls` shows it. */
export function nodeField(description: string) {
  return shapedField(
    { expected: "the host name of a Swarm node", example: "node-1", description },
    /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,252}$/,
    { code: "invalid-node", fix: "Take it from the HOSTNAME column of `docker node ls`." },
  );
}
