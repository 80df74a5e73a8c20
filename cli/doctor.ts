import { doctorFormats } from "../report/doctor/format.ts";
import { defineCommand } from "./command.ts";
import { tokenUrlOptions } from "./doctor/token-url-options.ts";
import { stackOptions } from "./stack-place.ts";

const name = "centrifugo-swarm doctor";

export const command = defineCommand({
  options: {
    ...stackOptions,
    service: {
      type: "string",
      value: "NAME",
      help: "the Centrifugo service of a stack that somebody deployed by hand; its Redis and\nTraefik are found by image and settings",
    },
    url: {
      type: "string",
      value: "URL",
      help: "where clients connect: wss://…/connection/websocket (with --service: found by the\nlabels of Traefik)",
    },
    origin: {
      type: "string",
      value: "ORIGIN",
      help: "the application's Origin, https://host (with --service: the first that is allowed)",
    },
    "api-url": {
      type: "string",
      value: "URL",
      help: "the HTTP API as this machine reaches it, https://…/api; the key is in CENTRIFUGO_API_KEY",
    },
    channel: {
      type: "string",
      value: "PATTERN",
      multiple: true,
      help: "a channel of the application with <placeholders>, such as org:<organisation>:messages;\nmessages go to a tenant of the doctor's own",
    },
    ...tokenUrlOptions,
    "env-file": {
      type: "string",
      value: "PATH",
      help: "the backend's .env: its secrets are compared with Centrifugo's, by fingerprint",
    },
    "ask-secret": {
      type: "boolean",
      help: "ask for the token secret on the terminal, without showing it",
    },
    "backend-service": {
      type: "string",
      value: "NAME",
      help: "the backend's service: its log is read for what it says about publishing",
    },
    ca: { type: "string", value: "PATH", help: "a certificate to trust, in PEM, for a private authority" },
    wait: {
      type: "string",
      value: "DURATION",
      help: "look again until all is well, at most so long (such as 2m), for use after a deploy",
    },
    only: {
      type: "string",
      value: "NAME",
      multiple: true,
      help: "only these checks or layers, and what they need",
    },
    skip: {
      type: "string",
      value: "ID=REASON",
      multiple: true,
      help: "leave a check out, with the reason",
    },
    format: {
      type: "string",
      value: "NAME",
      choices: [...doctorFormats],
      help: "pretty (default), json, junit, github or markdown",
    },
    "no-drift": { type: "boolean", help: "do not ask Pulumi what somebody changed by hand" },
    list: { type: "boolean", help: "print all checks" },
  },
  notes: [
    "Secrets are read from the stack, from --env-file, or from CENTRIFUGO_TOKEN_SECRET and CENTRIFUGO_API_KEY;\nnever from the command line, and none is ever printed.",
    "What is private is reached through a short-lived job on the Swarm, which is removed again. Nothing is\npublished to channels of real users.",
    "Exit code: 0 all well, 1 failed checks, 2 wrong usage, 3 Docker cannot be reached.",
  ],
  examples: [
    ["doctor", "look at the stack dev"],
    ["doctor --stack prod --wait 2m", "after a deploy, until all is well"],
    ["doctor --service whatrack_centrifugo_whatrack --env-file .env", "a stack that was deployed by hand"],
    [
      "doctor --url wss://rt.example.com/connection/websocket --origin https://app.example.com",
      "from outside alone",
    ],
    ["doctor --only edge", "only what a browser meets"],
  ],
  async run(values) {
    const { runDoctorCommand, listChecks } = await import("./doctor/run.ts");
    if (values.list === true) return listChecks();
    return runDoctorCommand({
      name,
      stack: values.stack,
      directory: values.directory,
      service: values.service,
      url: values.url,
      origin: values.origin,
      apiUrl: values["api-url"],
      token: {
        url: values["token-url"],
        method: values.method,
        headers: values.header ?? [],
        cookie: values.cookie,
      },
      channels: values.channel ?? [],
      envFile: values["env-file"],
      askSecret: values["ask-secret"] === true,
      backend: values["backend-service"],
      ca: values.ca,
      wait: values.wait,
      only: values.only ?? [],
      skip: values.skip ?? [],
      format: doctorFormats.find((one) => one === values.format) ?? "pretty",
      drift: values["no-drift"] !== true,
    });
  },
});
