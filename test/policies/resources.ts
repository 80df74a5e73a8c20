import { fromPulumi, type PulumiResource } from "../../model/from-pulumi.ts";
import type { StackModel } from "../../model/model.ts";
import { checkModel } from "../../policies/check-model.ts";
import type { Finding } from "../../policies/rule.ts";
import { key } from "./shapes/files.ts";

/** A file of a service: an object of its own and its mount. */
export interface TestFile {
  readonly path: string;
  readonly text: string;
  readonly secret?: boolean;
  readonly roles?: string;
}

export interface TestService {
  readonly name?: string;
  readonly image?: unknown;
  readonly env?: unknown;
  readonly labels?: Readonly<Record<string, string>>;
  readonly files?: readonly TestFile[];
  readonly aliases?: readonly string[];
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly mode?: unknown;
}

/** A rule that has to fire, what is wrong in a few words, and the services. */
export type BadShape = readonly [rule: string, shape: string, services: readonly TestService[]];
/** The same with the mended services, in which nothing may be found. */
export type MendedShape = readonly [...BadShape, mended: readonly TestService[]];
export type GoodShape = readonly [shape: string, services: readonly TestService[]];

/** Resources as `index.ts` hands them over: plain arguments, and ids that are names. */
export function resourcesOf(...services: readonly TestService[]): PulumiResource[] {
  return services.flatMap(resourcesOfService);
}

export function modelOf(...services: readonly TestService[]): StackModel {
  return fromPulumi(resourcesOf(...services));
}

export function findingsOf(...services: readonly TestService[]): readonly Finding[] {
  return checkModel(modelOf(...services));
}

/** Ids of the rules that are violated. */
export function violatedBy(...services: readonly TestService[]): string[] {
  const found = findingsOf(...services).filter(({ kind }) => kind === "violation");
  return [...new Set(found.map(({ rule }) => rule))].sort();
}

/** Ids of the rules that could not be checked. */
export function notCheckableBy(...services: readonly TestService[]): string[] {
  const found = findingsOf(...services).filter(({ kind }) => kind === "not-checkable");
  return [...new Set(found.map(({ rule }) => rule))].sort();
}

/** A Centrifugo v6 that has what every Centrifugo needs. */
export function centrifugo(service: TestService = {}): TestService {
  return {
    name: "dev_centrifugo",
    image: "centrifugo/centrifugo:v6.9.1",
    env: key,
    ...service,
    spec: { stopGracePeriod: "40s", ...service.spec },
  };
}

function resourcesOfService({
  name = "service",
  image,
  env,
  labels,
  files = [],
  aliases = [],
  spec,
  mode,
}: TestService): PulumiResource[] {
  const objects = files.map((file, index): PulumiResource => {
    const roles =
      file.roles === undefined ? {} : { labels: [{ label: "centrifugo-swarm.roles", value: file.roles }] };
    const data = Buffer.from(file.text).toString("base64");
    return file.secret === true
      ? { type: "docker:index/secret:Secret", name: `${name}-file-${index}`, props: { data, ...roles } }
      : {
          type: "docker:index/serviceConfig:ServiceConfig",
          name: `${name}-file-${index}`,
          props: { dataRaw: file.text },
        };
  });
  const mounts = (secret: boolean, id: string): object[] =>
    files.flatMap((file, index) =>
      (file.secret ?? false) === secret ? [{ [id]: `${name}-file-${index}`, fileName: file.path }] : [],
    );
  const containerSpec = {
    image,
    env,
    configs: mounts(false, "configId"),
    secrets: mounts(true, "secretId"),
    ...spec,
  };
  const props = {
    name,
    mode,
    labels: Object.entries(labels ?? {}).map(([label, value]) => ({ label, value })),
    taskSpec: { containerSpec, networksAdvanceds: [{ id: "backend", aliases }] },
  };
  return [...objects, { type: "docker:index/service:Service", name, props }];
}
