/** How a token is fetched as the page does; the same for every command of the doctor. */
export const tokenUrlOptions = {
  "token-url": {
    type: "string",
    value: "URL",
    help: "fetch the token there, as the page does",
  },
  method: {
    type: "string",
    choices: ["GET", "POST"],
    help: "how --token-url is asked: GET (default) or POST",
  },
  header: {
    type: "string",
    value: "NAME=VARIABLE",
    multiple: true,
    help: "a header for --token-url; its value is in that variable",
  },
  cookie: { type: "string", value: "VARIABLE", help: "the cookies for --token-url are in that variable" },
} as const;
