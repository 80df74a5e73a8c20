/** What a user of Redis may do with what Centrifugo writes. */
export interface WriteRights {
  /** Commands that it may not run, of those that a history is written with. */
  readonly denied: readonly string[];
  /** True: it may run no command at all. */
  readonly runsNothing: boolean;
  /** True: it may touch no key at all. */
  readonly reachesNoKey: boolean;
  /** True: it may touch every key. */
  readonly reachesAll: boolean;
  /** Whether it may touch all keys of the prefixes; undefined: its patterns are too intricate to tell. */
  readonly reachesKeys: boolean | undefined;
}

/** What a publish with history leaves in the append-only file, with the categories that Redis puts it in. */
export const historyCommands: Readonly<Record<string, readonly string[]>> = {
  hincrby: ["write", "hash", "fast"],
  hset: ["write", "hash", "fast"],
  pexpireat: ["keyspace", "write", "fast"],
  xadd: ["write", "stream", "fast"],
};

/**
 * Reads rights in the order in which they stand, as Redis does; those on channels do not count for what is stored.
 * Undefined: there are selectors, which add rights of their own.
 */
export function writeRights(rights: readonly string[], prefixes: readonly string[]): WriteRights | undefined {
  if (rights.some((rule) => rule.startsWith("("))) return undefined;
  const denied = Object.entries(historyCommands).filter(
    ([name, categories]) => !mayRun(rights, name, categories),
  );
  const patterns = keyPatterns(rights);
  return {
    denied: denied.map(([name]) => name),
    runsNothing: !sinceLast(rights, /^(-@all|nocommands)$/i).some((rule) => /^(\+|allcommands$)/i.test(rule)),
    reachesNoKey: patterns.length === 0,
    reachesAll: patterns.includes("*"),
    reachesKeys: every(prefixes.map((prefix) => some(patterns.map((pattern) => covers(pattern, prefix))))),
  };
}

function mayRun(rights: readonly string[], name: string, categories: readonly string[]): boolean {
  const meant = ["@all", name, ...categories.map((category) => `@${category}`)];
  return rights.reduce((may, rule) => {
    const text = rule.toLowerCase().replace("allcommands", "+@all").replace("nocommands", "-@all");
    if (!meant.includes(text.slice(1))) return may;
    return text.startsWith("+") || (may && !text.startsWith("-"));
  }, false);
}

/** Patterns of keys that may be read and written. */
function keyPatterns(rights: readonly string[]): readonly string[] {
  return sinceLast(rights, /^resetkeys$/i).flatMap((rule) => {
    const pattern = /^allkeys$/i.test(rule) ? "*" : /^(?:~|%(?:rw|wr)~)(.*)$/i.exec(rule)?.[1];
    return pattern === undefined ? [] : [pattern];
  });
}

function sinceLast(rights: readonly string[], end: RegExp): readonly string[] {
  return rights.slice(rights.findLastIndex((rule) => end.test(rule)) + 1);
}

/** Whether a pattern takes every key that begins with a prefix of Centrifugo and its dot. */
function covers(pattern: string, prefix: string): boolean | undefined {
  const start = `${prefix}.`;
  const [head = ""] = /^[^*?[\\]*/.exec(pattern) ?? [];
  const rest = pattern.slice(head.length);
  if (start.startsWith(head) && /^\*+$/.test(rest)) return true;
  const mayMatch = start.startsWith(head) || head.startsWith(start);
  return mayMatch && rest !== "" ? undefined : false;
}

function some(verdicts: readonly (boolean | undefined)[]): boolean | undefined {
  return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
}

function every(verdicts: readonly (boolean | undefined)[]): boolean | undefined {
  return verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
}
