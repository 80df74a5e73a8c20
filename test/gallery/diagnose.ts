import { catalogue } from "../../doctor/catalogue.ts";
import type { DoctorTarget } from "../../doctor/doctor-target.ts";
import { type DoctorRun, runDoctor } from "../../doctor/run-doctor.ts";
import type { GalleryStack } from "./stack.ts";

/** A whole run of the doctor. @throws Error when anything that it says holds a secret. */
export async function examine(
  gallery: GalleryStack,
  target: DoctorTarget = gallery.target,
): Promise<DoctorRun> {
  const run = await runDoctor(target, catalogue);
  const said = JSON.stringify(run);
  for (const secret of gallery.secrets) {
    if (said.includes(secret)) throw new Error("the doctor shows a secret");
  }
  return run;
}
