/** One check of the doctor, as every format has it. */
export interface ReportedCheck {
  readonly id: string;
  readonly layer: string;
  readonly title: string;
  readonly status: "pass" | "fail" | "skip" | "crash";
  readonly detail: string;
  readonly expected?: string;
  readonly seen?: string;
  readonly cause?: string | undefined;
  readonly why?: string;
  readonly fix?: string;
  readonly page?: string | undefined;
  readonly durationMs: number;
}

/** What a run of the doctor has shown. */
export interface DoctorReport {
  readonly ok: boolean;
  /** True only when messages were published and all of them received. */
  readonly delivered: boolean;
  readonly results: readonly ReportedCheck[];
  readonly diagnosis: {
    readonly cause: string;
    readonly fix: string | undefined;
    readonly page: string | undefined;
    readonly check: string | undefined;
    readonly others: readonly string[];
  };
  /** In milliseconds. */
  readonly durationMs: number;
}

/** `12 passed, 1 failed, 3 skipped`. */
export function countsOf({ results }: Pick<DoctorReport, "results">): string {
  const count = (status: ReportedCheck["status"]) => results.filter((one) => one.status === status).length;
  const crashed = count("crash");
  const end = crashed === 0 ? "" : `, ${crashed} crashed`;
  return `${count("pass")} passed, ${count("fail")} failed, ${count("skip")} skipped${end}`;
}
