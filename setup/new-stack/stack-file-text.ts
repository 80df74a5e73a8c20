import { stringify } from "yaml";
import type { Answers } from "./question.ts";
import { addressesOf, originsOf } from "./settings.ts";
import { managedTraefik } from "./traefik-questions.ts";

/** Everything that a stack file needs to be written. */
export type Complete = Answers &
  Readonly<Record<"stack" | "domain" | "origin" | "replicas" | "namespace" | "access", string>>;

/**
 * A new stack file.
 *
 * Pulumi writes it anew when it stores a secret: comments above a setting stay where they are, but empty lines
 * are lost and what stands below the last setting moves, so there is neither.
 *
 * @param project Pulumi's name of the project, which stands before each setting.
 */
export function stackFileText(project: string, answers: Complete): string {
  const { stack, domain, origin, replicas, namespace, access } = answers;
  const origins = originsOf(origin).map((one) => `\n    - ${scalar(one)}`);
  return `# yaml-language-server: $schema=./config/stack-file.schema.json
# The stack ${stack}, begun by \`centrifugo-swarm config init\`. Change it as you
# like, and commit it: what stands after \`secure:\` is encrypted, and
# docs/secrets.md says with what.
# Check it: bin/centrifugo-swarm config check --stack ${stack}
# Deploy it: make up STACK=${stack}
config:
  # Public host name of the websocket; its DNS name leads to the node where
  # Traefik runs.
  ${project}:domain: ${scalar(domain)}
  # Web pages that may connect: scheme and host (and port, unless it is the
  # usual one), no path.
  ${project}:allowedOrigins:${origins.join("")}
  # What stands before the first colon of a channel, and how its channels
  # behave. access: token (users need a subscription token that your backend
  # signs), user (only the users named after # in the channel), public (everyone
  # who is connected). history: how many messages a channel keeps, and for how
  # long. recovery: a client that was away for a moment gets what it missed.
  # presence: who is in a channel, for some load on Redis.
  ${project}:namespaces:
    ${scalar(namespace)}:
      access: ${access}
      history: {size: 100, ttl: 10m}
      recovery: true
      presence: false
  # Channels of your application; \`make up\` proves on them that messages
  # travel. <…> stands for a part that varies, such as a tenant.
  ${project}:channels:
    - ${scalar(`${namespace}:<id>`)}
  # Tasks of Centrifugo; clients are spread over them.
  ${project}:replicas: ${replicas}
${redisLines(project, answers)}
${managedTraefik(answers) ? managed(project, answers) : external(project, answers)}`;
}

function managed(project: string, { tls = "development" }: Answers): string {
  return `  # Traefik takes these ports of its node; httpPort only leads to httpsPort.
  ${project}:traefik: {mode: managed, httpPort: 80, httpsPort: 443}
${tls === "files" ? ownCertificate : madeHere}
  ${project}:tls: {mode: ${tls}}
`;
}

function redisLines(project: string, answers: Answers): string {
  if (answers.redis !== "external") {
    const node = answers["redis-node"] ? `, node: ${scalar(answers["redis-node"])}` : "";
    return `  # Redis keeps its data on one node. A Swarm of several has to know which:
  # node, as in the column HOSTNAME of \`docker node ls\`.
  ${project}:redis: {mode: managed${node}}`;
  }
  const addresses = addressesOf(answers["redis-address"] ?? "")
    .map(scalar)
    .join(", ");
  const network = answers["redis-network"] ? `, network: ${scalar(answers["redis-network"])}` : "";
  return `  # A Redis that runs already. Its password, where it asks for one: pulumi
  # config set --secret redisPassword. user, tls, sentinel and cluster:
  # docs/external-redis.md.
  ${project}:redis: {mode: external, addresses: [${addresses}]${network}}`;
}

function external(project: string, answers: Answers): string {
  const resolver = answers["traefik-certificate-resolver"];
  const lines = [
    "mode: external",
    `network: ${scalar(answers["traefik-network"] ?? "")}`,
    `version: ${answers["traefik-version"] ?? "3"}`,
    `entryPoint: ${scalar(answers["traefik-entry-point"] ?? "websecure")}`,
    ...(resolver ? [`certificateResolver: ${scalar(resolver)}`] : []),
  ];
  return `  # external: the Traefik that runs already. Centrifugo joins network, and its
  # labels name entryPoint and, where it gets certificates by itself,
  # certificateResolver. docs/existing-traefik.md says what its owner can add.
  ${project}:traefik:
${lines.map((line) => `    ${line}\n`).join("")}`;
}

const ownCertificate = `  # files: the certificate is your own, stored below. A new one, before it runs
  # out: pulumi config set --secret certificate < fullchain.pem, and
  # certificateKey < privkey.pem`;

const madeHere = `  # development: an authority of the machine that made this file signs the
  # certificate; no browser trusts it. For your own: files, and
  # pulumi config set --secret certificate < fullchain.pem, then certificateKey.`;

/** A text as YAML writes it; quoted where Pulumi's YAML 1.1 would read something else, such as `no`. */
function scalar(text: string): string {
  return stringify(text, { version: "1.1", lineWidth: 0 }).trimEnd();
}
