const units: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 1000,
  kb: 1024,
  m: 1000 ** 2,
  mb: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1024 ** 3,
};

/** Bytes of a size as Redis reads it, where `100mb` is 100 × 1024² and `100m` is 100 × 1000²; undefined: none. */
export function parseRedisMemory(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d{1,15})([a-z]*)$/i.exec(text.trim()) ?? [];
  const bytes = units[unit.toLowerCase()];
  return amount === undefined || bytes === undefined ? undefined : Number(amount) * bytes;
}

/** A number of bytes for a message: `256 MiB`. */
export function showBytes(bytes: number): string {
  const mebibytes = bytes / 1024 ** 2;
  return `${mebibytes < 10 ? mebibytes.toFixed(1) : Math.round(mebibytes)} MiB`;
}
