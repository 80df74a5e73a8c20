import { UserError } from "../config/user-error.ts";

/** Longest wait for an answer of an official source, in milliseconds. */
export const probeLimit = 3000;

export interface Sources {
  /** Pulumi's download site answers. */
  readonly pulumi: boolean;
  /** Docker Hub answers. */
  readonly registry: boolean;
}

export type Toolchain = "official" | "lab" | "auto";

/** TOOLCHAIN, which forces where tools and images come from; default: official where it can be reached. */
export function toolchain(environment: NodeJS.ProcessEnv = process.env): Toolchain {
  const value = environment["TOOLCHAIN"] || "auto";
  if (value === "official" || value === "lab" || value === "auto") return value;
  throw new UserError(`TOOLCHAIN=${JSON.stringify(value)} is not known.`, {
    fix: "use TOOLCHAIN=official, TOOLCHAIN=lab, or leave it out.",
    exitCode: 2,
  });
}

/** Where the official tools and images come from; each answers a HEAD. */
export const officialAddresses = {
  pulumi: "https://get.pulumi.com/install.sh",
  registry: "https://registry-1.docker.io/v2/",
};

/** True when the address answers in time; 401 is how a registry answers a stranger. */
export async function answers(url: string, limit: number = probeLimit): Promise<boolean> {
  try {
    const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(limit) });
    return response.ok || response.status === 401;
  } catch {
    return false;
  }
}

let probed: Promise<Sources> | undefined;

/** Asks all official sources at once, one time per run. Nothing is asked where TOOLCHAIN forces an answer. */
export function probe(environment: NodeJS.ProcessEnv = process.env): Promise<Sources> {
  const forced = toolchain(environment);
  if (forced !== "auto") {
    const reachable = forced === "official";
    return Promise.resolve({ pulumi: reachable, registry: reachable });
  }
  probed ??= Promise.all([answers(officialAddresses.pulumi), answers(officialAddresses.registry)]).then(
    ([pulumi, registry]) => ({ pulumi, registry }),
  );
  return probed;
}
