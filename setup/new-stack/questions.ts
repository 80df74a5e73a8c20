import { stackName } from "../project.ts";
import { certificateProblem, keyProblem } from "./certificate-files.ts";
import { settingProblem } from "./check-setting.ts";
import type { Answers, Problem, Question, QuestionName } from "./question.ts";
import { settingsOf } from "./settings.ts";
import { managedTraefik, traefikQuestions } from "./traefik-questions.ts";

const ownCertificate = (answers: Answers): boolean => managedTraefik(answers) && answers.tls === "files";
const managedRedis = ({ redis = "managed" }: Answers): boolean => redis === "managed";
const externalRedis = ({ redis }: Answers): boolean => redis === "external";

/** All questions, in the order in which they are asked. */
export const questions: readonly Question[] = [
  {
    name: "stack",
    ask: "Name of the stack",
    example: "production",
    check: stackProblem,
  },
  {
    name: "domain",
    ask: "Public host name of the websocket",
    example: "realtime.example.com",
    check: (domain) => settingProblem(settingsOf({ domain }), ["domain"]),
  },
  {
    name: "origin",
    ask: "Web pages that may connect: scheme and host, several with spaces between them",
    fallback: ({ domain = "" }) => `https://${siteOf(domain)}`,
    check: (origin) => settingProblem(settingsOf({ origin }), ["allowedOrigins"]),
  },
  ...traefikQuestions,
  {
    name: "tls",
    ask: "Where does the certificate come from?",
    choices: [
      { value: "files", hint: "your own, from two PEM files; stored encrypted" },
      { value: "development", hint: "made here, for trying out: no browser trusts it" },
      { value: "acme", hint: "from Let's Encrypt or another ACME server" },
    ],
    isOpen: managedTraefik,
    check: (tls) => settingProblem(settingsOf({ tls }), ["tls", "mode"]),
  },
  {
    name: "certificate-file",
    ask: "File of the certificate, with its chain (PEM)",
    example: "fullchain.pem",
    isOpen: ownCertificate,
    check: certificateProblem,
  },
  {
    name: "certificate-key-file",
    ask: "File of its private key (PEM, without a passphrase)",
    example: "privkey.pem",
    isOpen: ownCertificate,
    check: keyProblem,
  },
  {
    name: "redis",
    ask: "Where does Redis run?",
    choices: [
      { value: "managed", hint: "on the Swarm, deployed with the stack" },
      { value: "external", hint: "one that you have already; Sentinel, Cluster and TLS are set in the file" },
    ],
    fallback: () => "managed",
    check: (redis) => settingProblem(settingsOf({ redis }), ["redis", "mode"]),
  },
  {
    name: "redis-node",
    ask: "Swarm node that keeps Redis' data (docker node ls); empty if there is only one",
    example: "only one node",
    fallback: () => "",
    isOpen: managedRedis,
    check: (node) => (node === "" ? undefined : settingProblem({ redis: { node } }, ["redis", "node"])),
  },
  {
    name: "redis-address",
    ask: "Where your Redis answers: host and port, several shards with spaces between them",
    example: "redis.internal:6379",
    isOpen: externalRedis,
    check: (text) =>
      settingProblem(settingsOf({ redis: "external", "redis-address": text }), ["redis", "addresses"]),
  },
  {
    name: "redis-network",
    ask: "Overlay network that leads to it (docker network ls); empty if it is outside of the Swarm",
    example: "outside of the Swarm",
    fallback: () => "",
    isOpen: externalRedis,
    check: (network) =>
      network === ""
        ? undefined
        : settingProblem({ redis: { mode: "external", network } }, ["redis", "network"]),
  },
  {
    name: "replicas",
    ask: "Tasks of Centrifugo",
    fallback: () => "2",
    check: (replicas) => settingProblem(settingsOf({ replicas }), ["replicas"]),
  },
  {
    name: "namespace",
    ask: "First namespace: what stands before the colon of your channels, as in org:42",
    fallback: () => "org",
    check: (namespace) => settingProblem(settingsOf({ namespace }), ["namespaces"]),
  },
  {
    name: "access",
    ask: "Who gets into its channels?",
    choices: [
      { value: "token", hint: "whoever has a subscription token that your backend signs" },
      { value: "user", hint: "only the users named after # in the channel" },
      { value: "public", hint: "everyone who is connected" },
    ],
    fallback: () => "token",
    check: (access) => settingProblem(settingsOf({ access }), ["namespaces"]),
  },
];

/** The questions with these names. */
export function questionsFor(...names: readonly QuestionName[]): readonly Question[] {
  return questions.filter(({ name }) => names.includes(name));
}

function stackProblem(name: string): Problem | undefined {
  try {
    stackName({ STACK: name || " " }, "");
    return undefined;
  } catch {
    return { message: `${JSON.stringify(name)} is no stack name.`, fix: "Use letters, digits and hyphens." };
  }
}

/** Where the pages of a websocket's domain most likely are. */
function siteOf(domain: string): string {
  const [, ...rest] = domain.split(".");
  return rest.length > 1 || rest[0] === "localhost" ? `app.${rest.join(".")}` : domain;
}
