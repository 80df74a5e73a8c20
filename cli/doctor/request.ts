import type { DoctorFormat } from "../../report/doctor/format.ts";

/** What is wanted of the doctor. */
export interface DoctorRequest {
  /** Of the command, for errors. */
  readonly name: string;
  readonly stack: string | undefined;
  readonly directory: string | undefined;
  readonly service: string | undefined;
  readonly url: string | undefined;
  readonly origin: string | undefined;
  readonly apiUrl: string | undefined;
  /** Where the application's own tokens are fetched, and how. */
  readonly token: {
    readonly url: string | undefined;
    readonly method: string | undefined;
    readonly headers: readonly string[];
    readonly cookie: string | undefined;
  };
  readonly channels: readonly string[];
  readonly envFile: string | undefined;
  readonly askSecret: boolean;
  readonly backend: string | undefined;
  readonly ca: string | undefined;
  readonly wait: string | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly format: DoctorFormat;
  readonly drift: boolean;
}
