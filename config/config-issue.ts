/** One mistake in a stack's configuration; no field holds a secret's value. */
export interface ConfigIssue {
  /** Stable, in kebab case, for example `unknown-key`. */
  code: string;
  /** The setting as a person writes it, for example `namespaces.org.history.ttl`; empty for the whole file. */
  path: string;
  /** A warning does not keep a stack from being deployed. */
  severity: "error" | "warning";
  /** What is wrong, in one sentence. */
  message: string;
  /** How to mend it, in one sentence. */
  fix: string;
  /** Page of this repository that says more. */
  page?: string;
  /** Name of the stack file. */
  file: string;
  /** Where the value comes from: the stack file, or what was given to Pulumi beside it. */
  origin: "file" | "command-line";
  /** Counted from 1; undefined when the file has no such place. */
  line?: number;
  /** Counted from 1. */
  column?: number;
  /** The line of the file with a caret below, secrets left out. */
  excerpt?: string;
}
