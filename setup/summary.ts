import { paint } from "./console.ts";
import type { StackOutputs } from "./outputs.ts";
import { trustHints } from "./trust.ts";

export interface Summary {
  readonly stack: string;
  readonly outputs: StackOutputs;
  /** Stack file that holds the encrypted secrets. */
  readonly stackFile: string;
  /** PEM file of the local certificate authority; undefined for a certificate of the user's own. */
  readonly authorityFile: string | undefined;
  /** The certificate is from the test environment of Let's Encrypt. @default false */
  readonly staging?: boolean;
  readonly passphraseFile: string | undefined;
  /** Who signs in to the test page; undefined: there is none. */
  readonly testPageUser?: string | undefined;
}

/** What a person needs after `make up`: addresses, secrets, trust, and what to try next. */
export function summaryText(summary: Summary): string {
  const { outputs, stack } = summary;
  const flag = stack === "dev" ? "" : `STACK=${stack} `;
  const rows = (entries: readonly (readonly [string, string])[]): string[] => {
    const width = Math.max(...entries.map(([name]) => name.length));
    return entries.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  };
  const where = summary.passphraseFile === undefined ? "" : `; passphrase in ${summary.passphraseFile}`;
  return [
    "",
    paint("bold", "Clients and backends"),
    ...rows([
      ["websocket", outputs.websocketUrl],
      ...pageRow(outputs),
      ["HTTP API", `${outputs.apiUrl} (on the network ${outputs.networks.backend})`],
    ]),
    ...(outputs.traefikFile === undefined
      ? []
      : [
          paint("bold", "For the owner of the existing Traefik"),
          ...rows([
            [
              outputs.traefikFile,
              "prints a file with what labels cannot say, and why (docs/existing-traefik.md)",
            ],
          ]),
        ]),
    paint("bold", "Secrets"),
    ...rows([
      ["for a backend", `Swarm secrets ${outputs.secrets.tokenSecret} and ${outputs.secrets.apiKey}`],
      ...passwordRow(summary),
      ["source", `encrypted in ${summary.stackFile}${where}`],
    ]),
    ...(summary.authorityFile === undefined
      ? []
      : [paint("bold", "Trust the development certificate"), ...rows(trustHints(summary.authorityFile))]),
    ...(summary.staging === true
      ? [
          paint("bold", "Before users come"),
          ...rows([
            [
              "certificate",
              `from Let's Encrypt's test environment, which no browser trusts; for a real one set \`staging: false\` below \`tls.acme\` in ${summary.stackFile}, then ${flag}make up`,
            ],
          ]),
        ]
      : []),
    paint("bold", "Try next"),
    ...rows([
      [`docker stack services ${stack}`, "what runs"],
      [
        `eval "$(make -s env)"`,
        `then: pulumi preview --stack ${stack}, after a change in ${summary.stackFile}`,
      ],
      [`${flag}make down`, "removes it again and keeps Redis' data"],
    ]),
    "",
  ].join("\n");
}

function pageRow({ testPageUrl }: StackOutputs): [string, string][] {
  return testPageUrl === undefined ? [] : [["test page", testPageUrl]];
}

/** Says how to see the password, and never the password. */
function passwordRow({ outputs, stack, testPageUser }: Summary): [string, string][] {
  if (outputs.testPageUrl === undefined) return [];
  const command = `pulumi config get testPagePassword --stack ${stack}`;
  return [["test page", `user ${testPageUser}; password: eval "$(make -s env)" && ${command}`]];
}
