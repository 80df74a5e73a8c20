import { settingProblem } from "./check-setting.ts";
import type { Answers, Question } from "./question.ts";
import { settingsOf } from "./settings.ts";

/** True for a stack that gets a Traefik of its own. */
export const managedTraefik = ({ traefik = "managed" }: Answers): boolean => traefik === "managed";

const externalTraefik = (answers: Answers): boolean => !managedTraefik(answers);

/** What is asked about Traefik: its own, or one that runs already. */
export const traefikQuestions: readonly Question[] = [
  {
    name: "traefik",
    ask: "Does a Traefik run on the Swarm already, on the ports 80 and 443?",
    choices: [
      { value: "managed", hint: "no: deploy one with the stack" },
      { value: "external", hint: "yes: Centrifugo joins its network, and nothing of it is changed" },
    ],
    fallback: () => "managed",
    check: (traefik) => settingProblem(settingsOf({ traefik }), ["traefik", "mode"]),
  },
  {
    name: "traefik-network",
    ask: "Overlay network of that Traefik and its applications (docker network ls)",
    example: "traefik-public",
    isOpen: externalTraefik,
    check: problemOf("traefik-network", "network"),
  },
  {
    name: "traefik-version",
    ask: "Its major version",
    choices: [
      { value: "3", hint: "3.2.2 or later" },
      { value: "2", hint: "2.11" },
    ],
    fallback: () => "3",
    isOpen: externalTraefik,
    check: problemOf("traefik-version", "version"),
  },
  {
    name: "traefik-entry-point",
    ask: "Its entry point for TLS",
    fallback: () => "websecure",
    isOpen: externalTraefik,
    check: problemOf("traefik-entry-point", "entryPoint"),
  },
  {
    name: "traefik-certificate-resolver",
    ask: "Its certificate resolver; empty if it has a certificate for the host name already",
    example: "letsencrypt",
    fallback: () => "",
    isOpen: externalTraefik,
    check: (text, answers) =>
      text === ""
        ? undefined
        : problemOf("traefik-certificate-resolver", "certificateResolver")(text, answers),
  },
];

function problemOf(name: keyof Answers, setting: string): Question["check"] {
  return (text) => settingProblem(settingsOf({ traefik: "external", [name]: text }), ["traefik", setting]);
}
