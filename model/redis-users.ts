import { posix } from "node:path";
import type { MountedFile } from "./model.ts";
import { wordsOfLine } from "./redis-directives.ts";
import type { RedisSettings } from "./redis-settings.ts";
import { isEmpty, secret } from "./secret.ts";
import { clear, type Origin, type Value } from "./value.ts";

/** A user of Redis' access control lists. */
export interface RedisUser {
  readonly name: string;
  readonly isOn: boolean;
  /** Takes any password, and none. */
  readonly nopass: boolean;
  /** The ones that can be compared. */
  readonly passwords: readonly Value<string>[];
  /** Has passwords that are given as SHA-256 or not known here. */
  readonly hasOther: boolean;
  /** Rules on commands, keys and channels, in their order: `+@all`, `~centrifugo*`. */
  readonly rights: readonly string[];
  readonly origin: Origin;
}

/** Users of one Redis. */
export interface RedisUsers {
  readonly users: readonly RedisUser[];
  /** False: there may be users that are not in `users`. */
  readonly complete: boolean;
}

/**
 * Reads the users from `aclfile`, else from `user` lines; `default` from `requirepass` where no line names it.
 * Beside an `aclfile` Redis passes over `requirepass`, so that a `default` that is not named there stays open.
 */
export function readUsers(settings: RedisSettings): RedisUsers {
  const { directives, complete } = settings;
  const aclFile = directives.get("aclfile")?.at(-1);
  if (aclFile !== undefined) {
    const named = readAclFile(settings);
    if (named === undefined) return { users: [], complete: false };
    return { users: withDefault(named, openUser(aclFile.origin)), complete: true };
  }
  const lines = directives.get("user") ?? [];
  const named = lines.map(({ origin, ...line }) =>
    line.state === "known" ? userIn(wordsOfLine(line.value), origin) : undefined,
  );
  if (named.includes(undefined)) return { users: [], complete: false };
  const users = named.filter((user) => user !== undefined);
  const password = directives.get("requirepass")?.at(-1);
  if (password === undefined && !complete) return { users, complete };
  return { users: withDefault(users, defaultUser(password, settings)), complete };
}

function readAclFile(settings: RedisSettings): RedisUser[] | undefined {
  const file = usersFile(settings);
  const text = clear(file?.content);
  if (file === undefined || text === undefined) return undefined;
  // A text inside of a stack file has a place there already.
  const isOwnFile = file.origin.file !== undefined && file.origin.line === undefined;
  return text.split("\n").flatMap((line, index) => {
    const [keyword, ...words] = wordsOfLine(line);
    const origin = isOwnFile ? { ...file.origin, line: index + 1 } : file.origin;
    return keyword?.toLowerCase() === "user" ? [userIn(words, origin)] : [];
  });
}

/** The file that `aclfile` names; undefined: there is none, or it is not known here. */
export function usersFile({ service, directives }: RedisSettings): MountedFile | undefined {
  const path = clear(directives.get("aclfile")?.at(-1));
  if (path === undefined) return undefined;
  const whole = posix.resolve(clear(service.directory) ?? "/data", path);
  return service.files.find((candidate) => candidate.path === whole);
}

/** A user begins without rights and passwords; rules count in their order. */
function userIn([name = "", ...rules]: readonly string[], origin: Origin): RedisUser {
  let user: RedisUser = { ...openUser(origin), name, isOn: false, nopass: false, rights: [] };
  for (const rule of rules) user = { ...user, ...effectOf(rule, user) };
  return user;
}

function effectOf(rule: string, { passwords, rights, origin }: RedisUser): Partial<RedisUser> {
  const without = { nopass: false, passwords: [], hasOther: false };
  switch (rule.toLowerCase()) {
    case "on":
    case "off":
      return { isOn: rule.toLowerCase() === "on" };
    case "nopass":
      return { ...without, nopass: true };
    case "resetpass":
      return without;
    case "reset":
      return { ...without, isOn: false, rights: [] };
    default:
  }
  if (rule.startsWith(">"))
    return { nopass: false, passwords: [...passwords, secret(rule.slice(1), origin)] };
  if (rule.startsWith("#")) return { nopass: false, hasOther: true };
  // What takes a password away, `<` or `!`, is no right.
  return /^[<!]/.test(rule) ? {} : { rights: [...rights, rule] };
}

function withDefault(users: readonly RedisUser[], otherwise: RedisUser): readonly RedisUser[] {
  return users.some(({ name }) => name === "default") ? users : [...users, otherwise];
}

function openUser(origin: Origin): RedisUser {
  const rights = ["+@all", "~*", "&*"];
  return { name: "default", isOn: true, nopass: true, passwords: [], hasOther: false, rights, origin };
}

function defaultUser(password: Value<string> | undefined, { service }: RedisSettings): RedisUser {
  const empty = password === undefined ? true : isEmpty(password);
  if (password === undefined || empty === true) return openUser(password?.origin ?? service.origin);
  const known = empty === false;
  return {
    ...openUser(password.origin),
    nopass: false,
    passwords: known ? [password] : [],
    hasOther: !known,
  };
}
