import type { DoctorTarget } from "../../doctor/doctor-target.ts";
import type { GalleryStack } from "./stack.ts";

/** One thing that goes wrong in real deployments, and what the doctor has to say first when it does. */
export interface Fault {
  /** Stable name, such as `redis-stopped`. */
  readonly id: string;
  /** What is wrong, for people, as a clause. */
  readonly title: string;
  /** Puts it into the running stack. Services are put back by the harness, what else was changed by `afterwards`. */
  readonly inject?: (stack: GalleryStack) => Promise<void>;
  /** What a page or a backend with this fault would be. */
  readonly target?: (stack: GalleryStack) => DoctorTarget | Promise<DoctorTarget>;
  /** Id of the check that has to name it. */
  readonly check: string;
  /** Part of the sentence that names it; `STACK` stands for the stack's name. */
  readonly cause: string;
  /** Page that the doctor leads to, where it is not the check's own. */
  readonly page?: string;
  /** Also in `make test`. @default false */
  readonly sample?: boolean;
}
