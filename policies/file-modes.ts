/** What people write for permissions, taken as decimal numbers; as octal ones none of these makes sense. */
const decimals: ReadonlySet<number> = new Set([
  400, 440, 444, 500, 550, 555, 600, 640, 644, 660, 664, 666, 700, 750, 755, 770, 775, 777,
]);

/** True for a number such as 440, which somebody meant as permissions and which is 0670. */
export function isWrittenInDecimal(mode: number): boolean {
  return decimals.has(mode);
}
