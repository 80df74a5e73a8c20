import { defineCommand, type ExitCode } from "./command.ts";

export const command = defineCommand({
  options: {},
  positional: {
    name: "TOPIC",
    multiple: true,
    help: "a code (3500, 102, 1006), an HTTP status (401, 502) or words (transport closed);\nwithout one, all topics are listed",
  },
  notes: [
    "Says what it means, whether clients come back by themselves, and the causes in the order of their likelihood:\nfor each how to see it, the cure in our stack file and as Centrifugo's own option, and the rules that find it.\nNeeds no server. The same as a page: docs/doctor-codes.md.",
    "Exit code: 0 explained, 2 nothing is known of it.",
  ],
  examples: [
    ["doctor explain 3500", "why clients are disconnected and do not come back"],
    ["doctor explain transport closed", "words need no quotation marks"],
    ["doctor explain", "everything that can be explained"],
  ],
  async run(_values, _first, words): Promise<ExitCode> {
    const { explainTopic } = await import("./doctor/explain-topic.ts");
    process.stdout.write(await explainTopic(words.join(" ")));
    return 0;
  },
});
