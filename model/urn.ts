/** What a URN of Pulumi says of a resource. */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** Types of the components around it, the outermost first. */
  readonly parents: readonly string[];
  /** `docker:index/service:Service` */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

/** Reads `urn:pulumi:dev::project::Parent$docker:index/service:Service::dev_redis`; what is not there is empty. */
export function readUrn(urn: string): Urn {
  const [head = "", project = "", types = "", ...name] = urn.split("::");
  const parents = types.split("$");
  const type = parents.pop() ?? "";
  return { stack: head.replace(/^urn:pulumi:/, ""), project, parents, type, name: name.join("::") };
}
