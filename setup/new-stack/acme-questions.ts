import { settingProblem } from "./check-setting.ts";
import type { Answers, Question } from "./question.ts";
import { settingsOf } from "./settings.ts";
import { managedTraefik } from "./traefik-questions.ts";

const byAcme = (answers: Answers): boolean => managedTraefik(answers) && answers.tls === "acme";

/** What is asked about certificates by ACME. */
export const acmeQuestions: readonly Question[] = [
  {
    name: "acme-email",
    ask: "E-mail address of your account at Let's Encrypt",
    example: "ops@example.com",
    isOpen: byAcme,
    check: problemOf("acme-email", "email"),
  },
  {
    name: "acme-challenge",
    ask: "How does Let's Encrypt see that the domain is yours?",
    choices: [
      { value: "http", hint: "it asks port 80 of the domain, from the internet" },
      { value: "tls-alpn", hint: "it asks port 443" },
      { value: "dns", hint: "Traefik sets a DNS record; nothing has to be reachable" },
    ],
    fallback: () => "http",
    isOpen: byAcme,
    check: problemOf("acme-challenge", "challenge"),
  },
  {
    name: "dns-provider",
    ask: "Who serves the zone? (its code in Traefik's list of DNS providers)",
    example: "cloudflare",
    isOpen: (answers) => byAcme(answers) && answers["acme-challenge"] === "dns",
    check: (provider) => problemOf("dns-provider", "dnsProvider")(provider, { "acme-challenge": "dns" }),
  },
  {
    name: "traefik-node",
    ask: "Swarm node that the domain leads to (docker node ls); empty if there is only one",
    example: "only one node",
    fallback: () => "",
    isOpen: byAcme,
    check: (node) => (node === "" ? undefined : settingProblem({ traefik: { node } }, ["traefik", "node"])),
  },
];

function problemOf(name: "acme-email" | "acme-challenge" | "dns-provider", setting: string) {
  return (text: string, others: Answers) =>
    settingProblem(
      settingsOf({
        tls: "acme",
        ...(others["acme-challenge"] && { "acme-challenge": others["acme-challenge"] }),
        // Who serves the zone is asked next.
        ...(name === "acme-challenge" && text === "dns" && { "dns-provider": "any" }),
        [name]: text,
      }),
      ["tls", "acme", setting],
    );
}
