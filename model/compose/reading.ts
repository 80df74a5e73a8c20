import type { Remark, SourceFile } from "../model.ts";
import type { OriginOf } from "./values.ts";

/** What all parts of a stack file are read with. */
export interface Reading {
  readonly originOf: OriginOf;
  /** `chat_redis` for `redis`, where the stack's name is known. */
  readonly fullName: (key: string) => string;
  /** Name of a volume on the nodes, by its key. */
  readonly volumeName: (key: string) => string;
  /** A path of a stack file: from the folder of the first one. */
  readonly resolve: (path: string) => string;
  /** A path as people see it: from the working directory, where it is below that. */
  readonly show: (path: string) => string;
  /** A variable of the environment. */
  readonly variable: (name: string) => string | undefined;
  readonly sourceFiles: Map<string, SourceFile["kind"]>;
  readonly remarks: Remark[];
}
