/** What the two processes of a recording tell each other; it goes over a pipe, never to a disk. */

/** What is to be run. */
export interface RecordRequest {
  /** Whole path of the program. */
  readonly program: string;
  readonly project: string;
  readonly stack: string;
  /** As Pulumi hands over a configuration: `project:key` to text. */
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** A resource as the program registered it: what is not known yet and what is secret is marked as Pulumi does. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** How the program ended. */
export type RecordAnswer =
  | { readonly kind: "recorded"; readonly resources: readonly RecordedResource[] }
  /** With a `RunError`, whose message is for people. */
  | { readonly kind: "refused"; readonly message: string }
  /** With any other error; `at` is the place in the program, where it is known. */
  | { readonly kind: "failed"; readonly message: string; readonly at: string | undefined };
