import { formatOptionsFor } from "../../doctor/format.ts";
import { describeToken } from "../../doctor/token/describe.ts";
import { inspectToken } from "../../doctor/token/inspect-token.ts";
import type { ExitCode } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { painter } from "./text.ts";
import { formatJson, formatPretty, isWell } from "./token-report.ts";
import { secretsOfEnvironment, secretsOfFile, type TokenSecrets } from "./token-secrets.ts";

/** The options of `doctor token`, as they were written. */
export interface TokenValues {
  readonly "token-url"?: string | undefined;
  readonly method?: string | undefined;
  readonly header?: readonly string[] | undefined;
  readonly cookie?: string | undefined;
  readonly "env-file"?: string | undefined;
  readonly "ask-secret"?: boolean | undefined;
  readonly algorithms?: string | undefined;
  readonly audience?: string | undefined;
  readonly issuer?: string | undefined;
  readonly namespaces?: string | undefined;
  readonly claims?: string | undefined;
  readonly "show-info"?: boolean | undefined;
  readonly format?: string | undefined;
}

/**
 * Gets a token, says everything about it, and what Centrifugo answers to it.
 *
 * @throws UserError where there is no token or no secret to be had.
 */
export async function checkToken(values: TokenValues, command: string): Promise<ExitCode> {
  const idle = idleOption(values);
  if (idle !== undefined) throw usageError(command, idle);
  const secrets = await readSecrets(values);
  const token = await readToken(values, command);
  const now = Date.now() / 1000;
  const { secret, previousSecret, otherSecrets = [], findings: ofSecrets } = secrets;
  const findings = [
    ...inspectToken(token, {
      now,
      secret,
      previousSecret,
      otherSecrets,
      audience: values.audience,
      issuer: values.issuer,
      claims: values.claims === "any" ? "any" : "uuid",
      ...(values.algorithms === undefined ? {} : { algorithms: wordsOf(values.algorithms) }),
      ...(values.namespaces === undefined ? {} : { namespaces: wordsOf(values.namespaces) }),
    }),
    ...ofSecrets,
  ];
  const known = [secret, previousSecret, ...otherSecrets].flatMap((one) => one?.value ?? []);
  const description = describeToken(token, { now, showInfo: values["show-info"] === true, secrets: known });
  const { pretty } = formatOptionsFor(process.stdout);
  const report = { description, findings };
  process.stdout.write(
    values.format === "json" ? formatJson(report) : formatPretty(report, painter(pretty), pretty),
  );
  return isWell(findings) ? 0 : 1;
}

/** Before the token: what is pasted for it ends standard input. */
async function readSecrets(values: TokenValues): Promise<TokenSecrets> {
  const { "env-file": envFile } = values;
  if (envFile !== undefined) return secretsOfFile(envFile);
  if (values["ask-secret"] !== true) return secretsOfEnvironment(process.env);
  const { askSecret } = await import("./ask-secret.ts");
  const value = await askSecret("Token secret (client.token.hmac_secret_key)");
  return { secret: { from: "the secret that was typed", value }, findings: [] };
}

async function readToken(values: TokenValues, command: string): Promise<string> {
  const { "token-url": url, method, header = [], cookie } = values;
  if (url === undefined) return await (await import("./read-stdin.ts")).readStdin();
  const [{ tokenRequest }, { fetchToken }] = await Promise.all([
    import("./token-request.ts"),
    import("./fetch-token.ts"),
  ]);
  return await fetchToken(tokenRequest({ url, method, headers: header, cookie }, process.env, command));
}

function idleOption(values: TokenValues): string | undefined {
  const { "token-url": url, method, header, cookie } = values;
  if (url === undefined && (method ?? header ?? cookie) !== undefined) {
    return "--method, --header and --cookie go with --token-url only.";
  }
  return values["env-file"] !== undefined && values["ask-secret"] === true
    ? "--env-file and --ask-secret are two sources of one secret."
    : undefined;
}

function wordsOf(list: string): string[] {
  return list.split(/[,\s]+/).filter((word) => word !== "");
}
