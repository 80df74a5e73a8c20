import { parseImage } from "../model/image.ts";

/** Numbers that a tag begins with, as many as it has: `7.4-alpine` gives 7 and 4. Undefined: none. */
export function tagNumbers(reference: string): readonly number[] | undefined {
  const text = /^v?(\d+(?:\.\d+){0,2})(?![\d.])/.exec(parseImage(reference).tag ?? "")?.[1];
  return text?.split(".").map(Number);
}

/** True where every release that a tag can stand for is older than a limit: `7` may be 7.4, `7.2` is older. */
export function isSurelyOlder(numbers: readonly number[], limit: readonly number[]): boolean {
  for (const [index, wanted] of limit.entries()) {
    const own = numbers[index];
    if (own === undefined) return false;
    if (own !== wanted) return own < wanted;
  }
  return false;
}

/** True where no release that a tag can stand for is older than a limit: `8` may be 8.2, `9` is later than 8.8. */
export function isSurelyAtLeast(numbers: readonly number[], limit: readonly number[]): boolean {
  for (const [index, wanted] of limit.entries()) {
    const own = numbers[index];
    if (own === undefined) return false;
    if (own !== wanted) return own > wanted;
  }
  return true;
}
