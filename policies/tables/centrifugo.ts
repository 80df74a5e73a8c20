import v5 from "./centrifugo-v5.json" with { type: "json" };
import v6 from "./centrifugo-v6.json" with { type: "json" };

/** Names of variables, all without the prefix `CENTRIFUGO_`. Made by `generate.ts`. */
const v5Names: ReadonlyMap<string, string> = new Map(Object.entries(v5.variables));
const v6Names: ReadonlySet<string> = new Set(v6.variables);

/** Lists whose entries have variables of their own, with the options of such an entry. */
export const v6Lists: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(v6.entryOptions));

/** Every variable of v6. */
export const allV6Names: readonly string[] = v6.variables;

/** The v6 that the table was read from, such as `6.9.1`. */
export const tableVersion: string = v6.version;

/** True where v5 reads this variable. */
export function isV5Name(name: string): boolean {
  return v5Names.has(name);
}

/** True where v6 reads this variable. */
export function isV6Name(name: string): boolean {
  return v6Names.has(name);
}

/** v6's name of a v5 variable; undefined: none. */
export function v6NameOf(v5Name: string): string | undefined {
  const name = v5Names.get(v5Name);
  return name !== undefined && v6Names.has(name) ? name : undefined;
}

/** v5's name of a v6 variable; undefined: none that is known. */
export function v5NameOf(v6Name: string): string | undefined {
  return [...v5Names].find(([, name]) => name === v6Name)?.[0];
}
