/** All rules, one a line. */
export async function listRules(): Promise<string> {
  const { rules } = await import("../../policies/rules/index.ts");
  const width = Math.max(...rules.map(({ id }) => id.length)) + 2;
  const rows = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return rows.map(({ id, severity, title }) => `${id.padEnd(width)}${severity.padEnd(9)}${title}\n`).join("");
}
