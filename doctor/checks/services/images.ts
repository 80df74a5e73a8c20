import { type Check, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** Compares the images that run with those that were pinned. */
export const imagesPinned: Check<DoctorContext> = {
  id: "services-images",
  layer: "services",
  title: "the images that run are the ones that are pinned",
  why: "Another version has other options and other faults than the one that was checked.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const { facts, images } = swarmOf(context);
    if (images === undefined) return skip("nobody said which images should run");
    const services = await facts.services();
    const other = Object.entries(images).flatMap(([name, image]) => {
      const service = services.get(name);
      if (service === undefined || withoutDigest(service.image) === withoutDigest(image)) return [];
      return [`${name} runs ${withoutDigest(service.image)}, pinned is ${withoutDigest(image)}`];
    });
    if (other.length === 0) return pass(Object.values(images).map(withoutDigest).join(", "));
    return fail({
      expected: "what is pinned",
      seen: other.join("; "),
      cause: "Somebody changed an image by hand, or the last deployment did not reach this Swarm.",
      fix: "Deploy again: pulumi up",
    });
  },
};

/** Docker adds the digest by itself. */
function withoutDigest(image: string): string {
  return image.split("@")[0] ?? image;
}
