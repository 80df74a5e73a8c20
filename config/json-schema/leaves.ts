import { type Schema, splitAnnotations } from "./schema.ts";

/** A value that Pulumi keeps encrypted. */
export const encrypted: Schema = { $ref: "#/definitions/encrypted" };

/** True or false; `pulumi config set` writes it as text. */
export const boolean: Schema = {
  type: ["boolean", "string"],
  pattern: "^(?:true|false)$",
  patternErrorMessage: "Expected true or false.",
};

/** A number; `pulumi config set` writes it as text, whose size is not checked here. */
export function number(type: "integer" | "number", bounds: Schema = {}): Schema {
  const pattern = type === "integer" ? "^-?\\d{1,15}$" : "^-?\\d{1,15}(?:\\.\\d{1,15})?$";
  const patternErrorMessage = type === "integer" ? "Expected a whole number." : "Expected a number.";
  return { type: [type, "string"], pattern, patternErrorMessage, ...bounds };
}

/** A text; YAML may take it for a number. */
export const text: Schema = { type: ["string", "number"] };

/** A scalar that may be encrypted as well. */
export function encryptable(leaf: Schema): Schema {
  const { annotations, checks } = splitAnnotations(leaf);
  return { ...annotations, anyOf: [checks, encrypted] };
}

const goDuration = "^(?:0|(?:\\d+(?:\\.\\d+)?(?:h|ms|m|s|us|µs|ns))+)$";
const onlyItem: Schema = {
  type: "string",
  pattern: "^[^,\\s]+$",
  patternErrorMessage: "Expected a list of addresses, or a single one.",
};
const strictText = encryptable({ type: "string" });

/** Definitions of values that many options have. */
export const leafDefinitions = {
  encrypted: {
    type: "object",
    description: "A value that Pulumi encrypted: `pulumi config set --secret` writes it.",
    properties: { secure: { type: "string" } },
    required: ["secure"],
    additionalProperties: false,
  },
  secret: { anyOf: [encrypted, { const: "" }] },
  boolean: encryptable(boolean),
  integer: encryptable(number("integer")),
  uint32: encryptable(number("integer", { minimum: 0, maximum: 2 ** 32 - 1 })),
  text: encryptable(text),
  duration: {
    anyOf: [
      {
        type: "string",
        pattern: goDuration,
        patternErrorMessage: "Expected a duration with a unit, for example 25s.",
      },
      { const: 0 },
      encrypted,
    ],
  },
  pem: strictText,
  texts: { type: "array", items: strictText },
  /** Centrifugo's documentation writes a single address as a text. */
  addresses: { anyOf: [{ type: "array", items: strictText }, onlyItem] },
  "text-map": {
    anyOf: [
      { type: "object", additionalProperties: strictText },
      {
        type: "array",
        items: {
          type: "object",
          properties: { key: { type: "string" }, value: strictText },
          required: ["key", "value"],
          additionalProperties: false,
        },
      },
    ],
  },
} satisfies Readonly<Record<string, Schema>>;
export type LeafName = keyof typeof leafDefinitions;
