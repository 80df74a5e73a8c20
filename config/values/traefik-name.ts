import { quote, type Refusal, textField } from "../field.ts";

/** A name that Traefik's owner has given: of an entry point or a certificate resolver. */
export function traefikNameField(example: string, description: string) {
  const expected = "a name of Traefik";
  return textField(
    { expected, example, description, pattern: "^[A-Za-z0-9_-]+$" },
    (text): Refusal | undefined => {
      if (/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
      const fix = `Write it as in Traefik's own settings, without its address: \`${example}\`.`;
      return { code: "invalid-traefik-name", message: `expected ${expected}`, found: quote(text), fix };
    },
  );
}

/** What labels can name and not define, with the provider that defines it: `ws-http1@file`. */
export function traefikReferenceField(example: string, description: string) {
  const expected = "a name with the provider that defines it";
  return textField(
    { expected, example, description, pattern: "^[A-Za-z0-9_-]+@[A-Za-z0-9_-]+$" },
    (text): Refusal | undefined => {
      const found = quote(text);
      const [name = "", provider] = text.split("@");
      const isNamed = /^[A-Za-z0-9_-]+$/.test(name);
      if (!/^[A-Za-z0-9_-]+@[A-Za-z0-9_-]+$/.test(text)) {
        const fix = `Write \`${isNamed && provider === undefined ? name : example.split("@")[0]}@file\`: without a provider Traefik looks for it among the labels, which cannot define it.`;
        return { code: "invalid-traefik-reference", message: `expected ${expected}`, found, fix };
      }
      if (!/^(swarm|docker)$/i.test(provider ?? "")) return undefined;
      const fix = `Define it in a dynamic file of Traefik and write \`${name}@file\`.`;
      return { code: "undefinable-by-labels", message: "labels cannot define it", found, fix };
    },
  );
}
