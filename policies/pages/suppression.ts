import { fenced } from "./markdown.ts";

/** The end of a rule's page: what to do where the setting is meant. */
export function suppression(id: string): string {
  return [
    "Say so beside it, with the reason: at the end of the line, or on a line of its own above the block.",
    fenced("yaml", `# centrifugo-swarm-ignore ${id}: why this is right here`),
    "Or in `centrifugo-swarm.yaml`, beside the stack file; `service` may be left out, and `levels` changes the severity:",
    fenced(
      "yaml",
      [
        "ignore:",
        `  - rule: ${id}`,
        "    service: centrifugo",
        "    reason: why this is right here",
        "levels:",
        `  ${id}: info`,
      ].join("\n"),
    ),
    `In the policy pack, \`--policy-pack-config levels.json\` with \`{ "${id}": "disabled" }\` or \`"advisory"\`.`,
  ].join("\n\n");
}
