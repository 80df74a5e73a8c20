import { isSecretName } from "../secrets.ts";
import { optionTable } from "../tables/centrifugo.ts";
import { optionDefinitions } from "./from-options.ts";
import { settingSchemas } from "./from-zod.ts";
import { boolean, encrypted, leafDefinitions } from "./leaves.ts";
import { type Schema, splitAnnotations } from "./schema.ts";

const project = "centrifugo-swarm";

/** A list or map as text, which `pulumi config set` writes. */
const jsonText: Schema = { type: "string", pattern: "^\\s*[\\[{]" };

/**
 * The JSON Schema of a stack file, `Pulumi.<stack>.yaml`: it refuses nothing that `config check` accepts, and
 * finds what a single value shows. The rest is found by `config check`.
 */
export function stackFileSchema(): Schema {
  const settings = Object.entries(settingSchemas()).map(([key, schema]): [string, Schema] => [
    key,
    topLevel(key, schema),
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: {
      config: {
        description: "Settings of the stack.",
        type: "object",
        properties: Object.fromEntries(settings.map(([key]) => [`${project}:${key}`, definition(key)])),
        patternProperties: {
          // Two other ways to write the same key.
          ...Object.fromEntries(
            settings.map(([key]) => [`^(?:${project}:config:)?${key}$`, definition(key)]),
          ),
          // Settings of providers and other projects, such as docker:host.
          [`^(?!${project}:)[^:]+:.`]: {},
        },
        additionalProperties: false,
        allOf: ["domain", "allowedOrigins"].map(isSet),
      },
      encryptionsalt: { description: "Pulumi's check of the passphrase.", type: "string" },
      encryptedkey: { description: "Pulumi's key, encrypted by the secrets provider.", type: "string" },
      secretsprovider: { description: "What Pulumi encrypts secrets with.", type: "string" },
      environment: { description: "Environments of Pulumi ESC.", type: ["array", "object"] },
    },
    definitions: {
      ...leafDefinitions,
      ...Object.fromEntries(settings.map(([key, schema]) => [`setting-${key}`, schema])),
      ...optionDefinitions(),
    },
  };
}

function definition(key: string): Schema {
  return { $ref: `#/definitions/setting-${key}` };
}

function isSet(key: string): Schema {
  const names = [`${project}:${key}`, `${project}:config:${key}`, key];
  return { anyOf: names.map((name) => ({ required: [name] })) };
}

/** A whole setting may be encrypted, or JSON in a text; a secret has to be encrypted. */
function topLevel(key: string, schema: Schema): Schema {
  const { annotations, checks } = splitAnnotations(schema);
  if (key === "dnsCredentials") {
    return { ...annotations, anyOf: [encrypted, { ...checks, additionalProperties: encrypted }] };
  }
  if (isSecretName(key)) return { ...annotations, allOf: [encrypted] };
  if (checks.anyOf !== undefined) return schema;
  if (key === "centrifugo") {
    // No part of it could be seen any more, so only single options are encrypted.
    return { ...annotations, anyOf: [{ $ref: `#/definitions/${optionTable.root}` }, jsonText] };
  }
  const { "x-or-boolean": orBoolean, ...said } = annotations;
  return { ...said, anyOf: [checks, ...(orBoolean === true ? [boolean] : []), jsonText, encrypted] };
}
