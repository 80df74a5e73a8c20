import { quote, type Refusal, textField } from "../field.ts";

const UNIT_BYTES: Record<string, number> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Bytes of a memory size as Docker reads it (`256M` is 256 × 1024²), or undefined when it is not one. */
export function parseMemory(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,9})([KMG])$/i.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Number(amount) * (UNIT_BYTES[unit.toUpperCase()] ?? Number.NaN);
}

/** A memory size of at least `min`; the parsed value stays text, {@link parseMemory} gives the bytes. */
export function memoryField(example: string, min: string, description?: string) {
  const pattern = String.raw`^\d{1,9}[KMGkmg]$`;
  const about = { expected: `a memory size of at least ${min}`, example, unit: "bytes (K, M or G)", pattern };
  return textField(description === undefined ? about : { ...about, description }, (text) =>
    checkMemory(text, min),
  );
}

function checkMemory(text: string, min: string): Refusal | undefined {
  const found = quote(text);
  if (/^\d{1,9}$/.test(text)) {
    const fix = `Add the unit: \`${text}M\` for mebibytes, \`${text}G\` for gibibytes.`;
    return { code: "missing-unit", message: "expected a memory size with a unit", found, fix };
  }
  const bytes = parseMemory(text);
  if (bytes === undefined) {
    const fix = "Write a whole number with K, M or G, for example `256M`.";
    return { code: "invalid-memory", message: "expected a memory size", found, fix };
  }
  if (bytes >= (parseMemory(min) ?? 0)) return undefined;
  return {
    code: "out-of-range",
    message: `expected at least ${min} of memory`,
    found,
    fix: `Give it \`${min}\` or more.`,
  };
}
