import { defineCommand, type ExitCode } from "./command.ts";
import { tokenUrlOptions } from "./doctor/token-url-options.ts";
import { usageError } from "./usage-error.ts";

const name = "centrifugo-swarm doctor token";

export const command = defineCommand({
  options: {
    ...tokenUrlOptions,
    "env-file": {
      type: "string",
      value: "PATH",
      help: "verify with the token secret of this file (CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY,\nCENTRIFUGO_TOKEN_HMAC_SECRET_KEY, CENTRIFUGO_TOKEN_SECRET or the like)",
    },
    "ask-secret": { type: "boolean", help: "ask for the token secret on the terminal, without showing it" },
    algorithms: {
      type: "string",
      value: "LIST",
      help: "what Centrifugo verifies, such as HS256,RS256 (default: HS256,HS384,HS512)",
    },
    audience: { type: "string", value: "TEXT", help: "Centrifugo's client.token.audience" },
    issuer: { type: "string", value: "TEXT", help: "Centrifugo's client.token.issuer" },
    namespaces: {
      type: "string",
      value: "LIST",
      help: "Centrifugo's namespaces, such as org,chat, for the channels in a token",
    },
    claims: {
      type: "string",
      choices: ["uuid", "any"],
      help: "uuid (default): sub and info.organizationId should be UUIDs; any: they need not",
    },
    "show-info": { type: "boolean", help: "show all of info, b64info and meta" },
    format: { type: "string", choices: ["pretty", "json"], help: "for people (default), or for programs" },
  },
  positional: {
    name: "-",
    multiple: true,
    help: "reads standard input, which it does anyway; a token is not taken here",
  },
  notes: [
    "The secret is taken from --ask-secret, --env-file or the variable CENTRIFUGO_TOKEN_SECRET; without one the\nsignature is not checked. Token, signature and secret are never printed; the claims are.",
    "Exit code: 0 all well (there may be warnings), 1 something is wrong, 2 wrong usage.\nJSON is one object: ok, answer (what Centrifugo says to a connect: code and name, or null), token, findings.",
  ],
  examples: [
    ["doctor token", "paste a token, then Enter and Ctrl-D"],
    ["doctor token --env-file .env < token.txt", "check a token and its signature"],
    [
      "doctor token --token-url https://app.example.com/api/token --cookie SESSION",
      "fetch one as the page does; the variable SESSION holds the cookies",
    ],
    ["doctor token --format json < token.txt | jq .answer", "what Centrifugo would answer"],
  ],
  async run(values, _first, written): Promise<ExitCode> {
    if (written.some((word) => word !== "-")) {
      const message =
        "a token is not taken from the command line: everybody on this machine can read it there, and the shell keeps it.";
      throw usageError(
        name,
        message,
        "pipe it in, and take the one that was written here for known to others.",
      );
    }
    const { checkToken } = await import("./doctor/check-token.ts");
    return await checkToken(values, name);
  },
});
