import type { UserError } from "../../config/user-error.ts";
import { isSensitiveName } from "../../model/secret.ts";
import { usageError } from "../usage-error.ts";

/** What a token is asked for with. */
export interface TokenRequest {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: ReadonlyMap<string, string>;
}

interface Written {
  readonly url: string;
  readonly method: string | undefined;
  /** `NAME=VARIABLE` each. */
  readonly headers: readonly string[];
  /** The variable that holds the cookies. */
  readonly cookie: string | undefined;
}

/**
 * Reads the request from the options; what is secret comes from variables.
 *
 * @throws UserError with exit code 2 that never quotes what may be a secret.
 */
export function tokenRequest(
  { url, method, headers, cookie }: Written,
  environment: NodeJS.ProcessEnv,
  command: string,
): TokenRequest {
  const wrong = (message: string, fix?: string): UserError => usageError(command, message, fix);
  const read = (variable: string): string => {
    const value = environment[variable] ?? "";
    if (value === "")
      throw wrong(`the variable ${variable} is not set.`, `export it, without writing its value here.`);
    return value;
  };
  const named = headers.map((header): [string, string] => {
    const [, name, variable] = /^([\w!#$%&'*+.^|~-]+)=([A-Za-z_]\w*)$/.exec(header) ?? [];
    if (name === undefined || variable === undefined) {
      throw wrong("--header is NAME=VARIABLE, with the name of a variable that holds the value.");
    }
    return [name, read(variable)];
  });
  if (cookie !== undefined && !/^[A-Za-z_]\w*$/.test(cookie)) {
    throw wrong("--cookie is the name of a variable that holds the cookies, not the cookies themselves.");
  }
  return {
    url: readUrl(url, wrong),
    method: method === "POST" ? "POST" : "GET",
    headers: new Map([...named, ...(cookie === undefined ? [] : [["Cookie", read(cookie)] as const])]),
  };
}

function readUrl(text: string, wrong: (message: string, fix?: string) => UserError): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw wrong("--token-url is no address that begins with https:// or http://.");
  }
  const isSecret = [...url.searchParams.keys()].some((name) => isSensitiveName(name));
  if (url.username === "" && url.password === "" && !isSecret) return url;
  const message = "--token-url holds a secret, and everybody on this machine can read the command line.";
  throw wrong(message, "hand it over as a header: --header NAME=VARIABLE.");
}
