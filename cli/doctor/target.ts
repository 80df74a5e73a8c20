import { readFileSync } from "node:fs";
import { UserError } from "../../config/user-error.ts";
import type { DoctorTarget, EdgeTarget } from "../../doctor/doctor-target.ts";
import { stackPlace } from "../stack-place.ts";
import { usageError } from "../usage-error.ts";
import { readEnvFile } from "./env-file.ts";
import type { DoctorRequest } from "./request.ts";
import { secretNames } from "./token-secrets.ts";

/**
 * Works out what the doctor looks at: our own stack, a service of the Swarm, or an address alone.
 *
 * @throws UserError with exit code 2 where that cannot be told.
 */
export async function doctorTargetOf(request: DoctorRequest): Promise<DoctorTarget> {
  const { service, url, stack, name } = request;
  if (service !== undefined && stack !== undefined)
    throw usageError(name, "--stack and --service cannot be mixed.");
  const target =
    service !== undefined
      ? await serviceTarget(request, service)
      : url !== undefined && stack === undefined
        ? await addressTarget(request)
        : await ownTarget(request);
  return withTokens(withBackend(target, request), request);
}

async function ownTarget(request: DoctorRequest): Promise<DoctorTarget> {
  const { stackTarget } = await import("./stack-target.ts");
  const target = await stackTarget({ ...(await stackPlace(request)), drift: request.drift });
  const { edge, swarm } = target;
  return {
    ...target,
    ...(edge === undefined ? {} : { edge: changedEdge(edge, request) }),
    ...(swarm === undefined || request.backend === undefined
      ? {}
      : { swarm: { ...swarm, services: { ...swarm.services, backend: request.backend } } }),
    channels: request.channels.length > 0 ? request.channels : target.channels,
  };
}

async function serviceTarget(request: DoctorRequest, service: string): Promise<DoctorTarget> {
  const { findStack } = await import("../../doctor/targets/service-target.ts");
  const found = await findStack(service, request.backend);
  const { websocketUrl = request.url, origin = request.origin } = found;
  const tokenSecret = (await ownSecret(request)) ?? found.tokenSecret;
  return {
    swarm: found.swarm,
    ...(websocketUrl === undefined || origin === undefined
      ? {}
      : { edge: changedEdge({ websocketUrl, origin, settleMs: 0 }, request) }),
    ...(tokenSecret === undefined ? {} : { tokens: { secret: tokenSecret } }),
    channels: request.channels,
  };
}

async function addressTarget(request: DoctorRequest): Promise<DoctorTarget> {
  const { name, url = "", origin, apiUrl } = request;
  if (origin === undefined)
    throw usageError(
      name,
      "--url needs --origin.",
      "browsers send it, and Centrifugo checks it: https://app.example.com",
    );
  const secret = await ownSecret(request);
  const key = process.env["CENTRIFUGO_API_KEY"];
  if (apiUrl !== undefined && !key)
    throw new UserError("--api-url needs the key of the API.", {
      fix: "set CENTRIFUGO_API_KEY; it is not read from the command line, which every user of this machine can see.",
      exitCode: 2,
    });
  return {
    edge: changedEdge({ websocketUrl: url, origin, settleMs: 0 }, request),
    ...(secret === undefined ? {} : { tokens: { secret } }),
    ...(apiUrl === undefined || !key ? {} : { api: { url: apiUrl, key } }),
    channels: request.channels,
  };
}

/** What the command line says counts. */
function changedEdge(edge: EdgeTarget, { url, origin, ca, name }: DoctorRequest): EdgeTarget {
  if (url !== undefined && !/^wss?:\/\//.test(url))
    throw usageError(
      name,
      "--url begins with wss:// or ws://.",
      "write it as clients use it: wss://host/connection/websocket",
    );
  if (url !== undefined && !URL.canParse(url)) throw usageError(name, "--url is no address.");
  return {
    ...edge,
    ...(url === undefined ? {} : { websocketUrl: url }),
    ...(origin === undefined ? {} : { origin }),
    ...(ca === undefined ? {} : { caCertificate: readCa(ca) }),
    ...loopback(url ?? edge.websocketUrl, edge),
  };
}

/** Node does not resolve names under .localhost everywhere, and every browser does. */
function loopback(url: string, edge: EdgeTarget): Pick<EdgeTarget, "dialAddress"> {
  if (edge.dialAddress !== undefined) return { dialAddress: edge.dialAddress };
  return new URL(url).hostname.endsWith(".localhost") ? { dialAddress: "127.0.0.1" } : {};
}

function withBackend(target: DoctorTarget, { envFile }: DoctorRequest): DoctorTarget {
  if (envFile === undefined) return target;
  const backend = { source: envFile, variables: Object.fromEntries(readEnvFile(envFile)) };
  // Where nobody else knows it, the backend's secret is what clients come with.
  const own = secretNames.map((name) => backend.variables[name]).find((value) => value !== undefined);
  const isAlone = target.tokens === undefined && target.swarm === undefined;
  const tokens = isAlone && own !== undefined ? { secret: own } : target.tokens;
  return { ...target, backend, ...(tokens === undefined ? {} : { tokens }) };
}

async function withTokens(target: DoctorTarget, { token, name }: DoctorRequest): Promise<DoctorTarget> {
  const { url, ...how } = token;
  if (url === undefined) {
    const idle = how.method !== undefined || how.cookie !== undefined || how.headers.length > 0;
    if (idle) throw usageError(name, "--method, --header and --cookie go with --token-url only.");
    return target;
  }
  const [{ fetchToken }, { tokenRequest }] = await Promise.all([
    import("./fetch-token.ts"),
    import("./token-request.ts"),
  ]);
  const request = tokenRequest({ url, ...how }, process.env, name);
  return { ...target, tokens: { ...target.tokens, issued: () => fetchToken(request) } };
}

async function ownSecret({ askSecret: ask }: DoctorRequest): Promise<string | undefined> {
  if (ask) return (await import("./ask-secret.ts")).askSecret("Token secret of Centrifugo");
  return process.env["CENTRIFUGO_TOKEN_SECRET"] || undefined;
}

function readCa(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UserError(`--ca ${path}: the file cannot be read.`, {
      fix: "name a certificate in PEM that is there.",
      exitCode: 2,
    });
  }
}
