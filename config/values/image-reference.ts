import { quote, type Refusal, textField } from "../field.ts";

const NAME = /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*$/;
const FULL_VERSION = /^v?\d+\.\d+\.\d+(?:[-.+_][\w.+-]+)?$/;

/** An image reference taken apart. */
export interface ImageReference {
  name: string;
  tag: string | undefined;
  /** `sha256:` and 64 hexadecimal digits. */
  digest: string | undefined;
}

/** Takes `registry:5000/name:tag@sha256:…` apart; undefined when it is not an image reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 512) return undefined;
  const [, name, tag, digest] =
    /^([^@]+?)(?::(\w[\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text) ?? [];
  if (name === undefined || !NAME.test(name)) return undefined;
  return { name, tag, digest };
}

/** An image with its full version as the tag, so that a rollback and a rule know what runs. */
export function imageField(example: string, description: string) {
  const pattern = String.raw`^\S+:v?\d+\.\d+\.\d+\S*$`;
  return textField({ expected: "an image with its full version", example, description, pattern }, (text) =>
    checkImage(text, example),
  );
}

function checkImage(text: string, example: string): Refusal | undefined {
  const reference = parseImageReference(text);
  const found = quote(text);
  if (reference === undefined) {
    const fix = `Write \`name:version\` in lower case, for example \`${example}\`.`;
    return { code: "invalid-image", message: "expected an image reference", found, fix };
  }
  if (FULL_VERSION.test(reference.tag ?? "")) return undefined;
  const fix = `Other tags move, and with them what runs: write the full version, for example \`${example}\`.`;
  return { code: "floating-tag", message: "expected a full version as the image's tag", found, fix };
}
