import type { Command } from "./command.ts";

/** A command: what the list of commands says of it, and where it is loaded from when it is called. */
export interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Commands that belong together. */
export interface Group {
  readonly summary: string;
  /** A command of its own, which runs where none of `commands` is named; the summary is its summary too. */
  readonly load?: Entry["load"];
  readonly commands: Readonly<Record<string, Entry | Group>>;
}

/** Everything that the program can do. */
export const program: Group = {
  summary: "Real-time messaging on Docker Swarm: Centrifugo, Redis and Traefik, deployed by Pulumi.",
  commands: {
    check: {
      summary: "find settings that are known to be bad: in stack files, on the Swarm, in our program",
      load: () => import("./check.ts"),
    },
    config: {
      summary: "write, check and read the configuration of a stack",
      commands: {
        init: {
          summary: "write a new stack file, with its secrets",
          load: () => import("./config-init.ts"),
        },
        check: {
          summary: "find every mistake in a stack file",
          load: () => import("./config-check.ts"),
        },
        explain: {
          summary: "say what an option means and where its value comes from",
          load: () => import("./config-explain.ts"),
        },
        print: {
          summary: "print the resolved configuration, secrets left out",
          load: () => import("./config-print.ts"),
        },
        "traefik-file": {
          summary: "print the file for the owner of an existing Traefik: what labels cannot say",
          load: () => import("./config-traefik-file.ts"),
        },
      },
    },
    doctor: {
      summary: "find out why messages do not arrive",
      load: () => import("./doctor.ts"),
      commands: {
        explain: {
          summary: "say what a code or a symptom means, its causes and their cures",
          load: () => import("./doctor-explain.ts"),
        },
        token: {
          summary: "say what is wrong with a connection token, and what Centrifugo answers to it",
          load: () => import("./doctor-token.ts"),
        },
      },
    },
    report: {
      summary: "turn a preview and the findings of a check into one comment for a pull request",
      load: () => import("./report.ts"),
    },
  },
};
