import { quote, type Refusal, textField } from "../field.ts";

/** The host name of a Swarm node, as `docker node ls` shows it. */
export function nodeField(description: string) {
  return textField(
    { expected: "the host name of a Swarm node", example: "node-1", description },
    (text): Refusal | undefined => {
      if (/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,252}$/.test(text)) return undefined;
      const fix = "Take it from the HOSTNAME column of `docker node ls`.";
      return {
        code: "invalid-node",
        message: "expected the host name of a Swarm node",
        found: quote(text),
        fix,
      };
    },
  );
}
