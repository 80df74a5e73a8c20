import { parseImage } from "../../../model/image.ts";
import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { knownServices } from "../../swarm-services.ts";

/** Tags that mean another image tomorrow: none, a word, or a version that is not complete. */
const moving =
  /^(latest|stable|edge|nightly|main|master|alpine|bookworm|trixie|v?\d{1,3}(\.\d{1,3})?(-[a-z][\w.]*)?)$/;

/** Finds images that may be another release on the next node. */
export const pinImage: Rule = {
  id: "pin-image",
  title: "An image has a full version",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "A deployment that changes something else brings a new release with it, and nobody can tell which release ran yesterday.",
  fix: "Use a tag with three numbers, such as v6.9.1, or add the digest.",
  source: "Docker documentation, docker service create: the tag is resolved to a digest at each deployment",
  check: (model) => knownServices(model).flatMap(checkService),
};

function checkService({ name, image }: Service): Observation[] {
  const reference = clear(image);
  if (reference === undefined)
    return [notCheckable(name, image.origin, `The image of service ${name} is not known here.`)];
  const { tag } = parseImage(reference);
  if (reference.includes("@sha256:") || !moving.test(tag ?? "latest")) return [];
  const what = tag === undefined ? "no tag" : `the tag ${showWord(tag, "…")}`;
  const message = `The image of service ${name} has ${what}, which is another release from time to time.`;
  return [violation(name, image.origin, message)];
}
