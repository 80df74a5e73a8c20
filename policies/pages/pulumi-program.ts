import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { fromPulumi } from "../../model/from-pulumi.ts";
import type { StackModel } from "../../model/model.ts";
import type { Origin, Value } from "../../model/value.ts";

/** A resource of a program, and the line on which it is declared. */
interface Declared {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly line: number;
}

/**
 * Reads the stack model of a Pulumi program in YAML, for rules about what only Pulumi does. What they find stands
 * on the line of the resource.
 */
export function readPulumiProgram(text: string, file: string): StackModel {
  const resources = readResources(text);
  const model = fromPulumi(resources);
  const at = (origin: Origin, name: string): Origin => {
    const declared = resources.find(({ name: logical, props }) => logical === name || props["name"] === name);
    return declared === undefined ? origin : { ...origin, file, line: declared.line };
  };
  const moved = <T>(value: Value<T>, name: string): Value<T> => ({
    ...value,
    origin: at(value.origin, name),
  });
  return {
    ...model,
    objects: model.objects.map((object) => ({ ...object, origin: at(object.origin, object.name) })),
    services: model.services.map((service) => ({
      ...service,
      origin: at(service.origin, service.name),
      converges: service.converges === undefined ? undefined : moved(service.converges, service.name),
      networks: service.networks.map((attachment) => ({
        ...attachment,
        network: moved(attachment.network, service.name),
      })),
    })),
  };
}

/** `docker:Service` stands for `docker:index/service:Service`. */
function readResources(text: string): readonly Declared[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const resources = document.get("resources");
  if (!isMap(resources)) throw new Error("This program has no resources.");
  return resources.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !isMap(value)) return [];
    const { type, properties } = Object(value.toJS(document));
    const kind = String(type).replace(/^docker:/, "");
    return [
      {
        type: `docker:index/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
        name: String(key.value),
        props: Object(properties),
        line: counter.linePos(key.range?.[0] ?? 0).line,
      },
    ];
  });
}
