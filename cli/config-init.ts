import { type Answers, questionNames } from "../setup/new-stack/question.ts";
import { defineCommand } from "./command.ts";
import type { Values } from "./options.ts";
import { stackOptions } from "./stack-place.ts";

const options = {
  stack: { type: "string", value: "NAME", help: "name of the stack, such as production" },
  directory: stackOptions.directory,
  domain: { type: "string", value: "HOST", help: "public host name of the websocket" },
  origin: {
    type: "string",
    value: "ORIGIN",
    multiple: true,
    help: "a web page that may connect, scheme and host; may be repeated\n(default: https://app. beside the domain)",
  },
  traefik: {
    type: "string",
    choices: ["managed", "external"],
    help: "deploy a Traefik (default), or go behind one that runs on the Swarm\nalready",
  },
  "traefik-network": { type: "string", value: "NAME", help: "overlay network of the existing Traefik" },
  "traefik-version": { type: "string", choices: ["3", "2"], help: "its major version (default: 3)" },
  "traefik-entry-point": {
    type: "string",
    value: "NAME",
    help: "its entry point for TLS (default: websecure)",
  },
  "traefik-certificate-resolver": {
    type: "string",
    value: "NAME",
    help: "its certificate resolver; without it Traefik has the certificate\nalready",
  },
  tls: {
    type: "string",
    choices: ["files", "development", "acme"],
    help: "where the certificate comes from: two PEM files, or made here for\ntrying out; acme is not yet deployable",
  },
  "certificate-file": { type: "string", value: "FILE", help: "your certificate with its chain, PEM" },
  "certificate-key-file": {
    type: "string",
    value: "FILE",
    help: "its private key, PEM without a passphrase",
  },
  redis: {
    type: "string",
    value: "MODE",
    help: "where Redis runs: managed (default), on the Swarm, or external, one\nthat you have already",
  },
  "redis-node": {
    type: "string",
    value: "HOSTNAME",
    help: "Swarm node that keeps Redis' data, needed when there are several",
  },
  "redis-address": {
    type: "string",
    value: "HOST:PORT",
    multiple: true,
    help: "where your own Redis answers; repeated, they are shards",
  },
  "redis-network": {
    type: "string",
    value: "NAME",
    help: "overlay network that leads to it, where it is on the Swarm",
  },
  replicas: { type: "string", value: "NUMBER", help: "tasks of Centrifugo (default: 2)" },
  namespace: { type: "string", value: "NAME", help: "first namespace of channels (default: org)" },
  access: {
    type: "string",
    choices: ["token", "user", "public"],
    help: "who gets into its channels (default: token)",
  },
  yes: { type: "boolean", help: "ask nothing: take the defaults for what is not given" },
} as const;

export const command = defineCommand({
  options,
  notes: [
    "Asks for what the options do not say, shows the stack file and writes it. Then makes the stack, generates\nits secrets and stores them with the certificate, encrypted, in the same file. Nothing is deployed.",
    "A file that is there is never changed by answers: run again, the command adds what is still missing, such\nas after Ctrl-C. Exit code: 0 ready to deploy, 1 something failed, 2 wrong or missing options.",
  ],
  examples: [
    ["config init --stack production", "ask for everything"],
    [
      "config init --stack production --domain realtime.example.com \\\n    --certificate-file fullchain.pem --certificate-key-file privkey.pem --redis-node node-1 --yes",
      "ask nothing",
    ],
    [
      "config init --stack staging --domain staging.localhost --tls development",
      "with a certificate made here",
    ],
    [
      "config init --stack production --domain realtime.example.com \\\n    --traefik external --traefik-network traefik-public --yes",
      "behind a Traefik that runs already",
    ],
  ],
  async run(values) {
    // Loaded here, so that help and wrong usage are answered at once.
    const { converse } = await import("./init-conversation.ts");
    return await converse(answersFrom(values), { directory: values.directory, mayAsk: values.yes !== true });
  },
});

/** The options that answer a question. */
function answersFrom(values: Values<typeof options>): Answers {
  const { stack = process.env["STACK"] || undefined } = values;
  const texts = questionNames.flatMap((name): [string, string][] => {
    const given = name === "stack" ? stack : values[name];
    const value = typeof given === "string" ? given : given?.join(" ");
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(texts);
}
