import { v6NameOf } from "../config/tables/variables.ts";
import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import { readFlags } from "../model/flags.ts";
import type { Service, StackModel } from "../model/model.ts";
import { isEmpty, secret } from "../model/secret.ts";
import { clear, type Value } from "../model/value.ts";
import { centrifugos } from "./centrifugo-services.ts";

/** What a secret is for. The same value in the same role in two services is intended. */
export type Role = "token secret" | "API key" | "Redis password" | "admin password" | "admin secret";

/** A secret together with its role. */
export interface RoleValue {
  readonly role: Role;
  /** Empty for a Swarm secret that no service mounts. */
  readonly service: string;
  readonly value: Value<string>;
  /** True: the old key of a rotation, still accepted for a while. */
  readonly previous?: boolean;
}

const labelRoles: ReadonlyMap<string, Role> = new Map([
  ["token", "token secret"],
  ["api-key", "API key"],
  ["redis-password", "Redis password"],
]);

/** All secrets of the stack whose role can be told, wherever they are given. */
export function roleValues(model: StackModel): readonly RoleValue[] {
  const found = [
    ...centrifugos(model).flatMap(fromCentrifugo),
    ...model.services.filter(({ system }) => system !== "centrifugo").flatMap(fromOther),
    ...model.services.flatMap(({ name, files }) => files.flatMap((file) => fromLabel(name, file))),
    ...model.secrets.flatMap((object) => fromLabel("", object)),
  ];
  return found.filter(({ value }) => isEmpty(value) !== true);
}

function fromCentrifugo({ service, settings }: CentrifugoSettings): RoleValue[] {
  return settings.flatMap(({ name, value }) => {
    const role = roleOfOption(name) ?? roleOfOption(v6NameOf(name) ?? "");
    const previous = name.includes("HMAC_PREVIOUS");
    return role === undefined ? [] : [{ role, service: service.name, value, previous }];
  });
}

function roleOfOption(name: string): Role | undefined {
  if (/^CLIENT_(SUBSCRIPTION_)?TOKEN_HMAC_(PREVIOUS_)?SECRET_KEY$/.test(name)) return "token secret";
  if (/^(HTTP|GRPC)_API_KEY$/.test(name)) return "API key";
  if (/REDIS(_SENTINEL|_REPLICA_CLIENT)?_PASSWORD$/.test(name)) return "Redis password";
  if (name === "ADMIN_PASSWORD") return "admin password";
  return name === "ADMIN_SECRET" ? "admin secret" : undefined;
}

/** Redis' own password, and the copies that an application holds, told by the usual names. */
function fromOther(service: Service): RoleValue[] {
  const values = [...service.env].flatMap(([name, value]): RoleValue[] => {
    const role = roleOfVariable(name);
    return role === undefined ? [] : [{ role, service: service.name, value }];
  });
  const isRedis = service.system === "redis";
  const flags = isRedis ? readFlags(service).flags.filter(({ name }) => name === "requirepass") : [];
  const fromFlags = flags.map(({ value, origin }) => secret(value, origin));
  const fromFiles = isRedis ? service.files.flatMap(({ entries }) => entries?.get("requirepass") ?? []) : [];
  return [
    ...values,
    ...[...fromFlags, ...fromFiles].map(
      (value): RoleValue => ({ role: "Redis password", service: service.name, value }),
    ),
  ];
}

function roleOfVariable(name: string): Role | undefined {
  // Files, and the keys of asymmetric signatures, which are not the HMAC secret.
  if (/_FILE$|(^|_)(RSA|ECDSA|ED25519|EDDSA|PRIVATE|PUBLIC)(_|$)/.test(name)) return undefined;
  if (/CENTRIFUGO.*API_?KEY$/.test(name)) return "API key";
  if (/CENTRIFUGO.*(TOKEN|HMAC|JWT).*(SECRET|KEY)$|CENTRIFUGO_SECRET(_KEY)?$/.test(name))
    return "token secret";
  return /REDIS.*PASS(WORD|WD)?$/.test(name) ? "Redis password" : undefined;
}

/** A Swarm secret that holds one bare value and says by its label what it is for. */
function fromLabel(
  service: string,
  object: { roles: readonly string[]; content: Value<string>; entries: unknown },
): RoleValue[] {
  const role = object.roles.length === 1 ? labelRoles.get(object.roles[0] ?? "") : undefined;
  const isBare = object.entries === undefined && clear(object.content) === undefined;
  return role === undefined || !isBare ? [] : [{ role, service, value: object.content }];
}
