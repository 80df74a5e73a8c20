import { type About, shapedField } from "../field.ts";

/** Docker takes no others. */
const shape = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;

/** The name of an overlay network that is there already, as Docker lists it. */
export function networkNameField(about: Omit<About, "expected" | "pattern">) {
  const expected = "the name of an overlay network";
  return shapedField({ expected, pattern: shape.source, ...about }, shape, {
    code: "invalid-network-name",
    message: "expected the name of a network",
    fix: "Write its whole name, with the stack before it, as in the NAME column of `docker network ls --filter driver=overlay`.",
  });
}
