import type { PulumiResource } from "../model/from-pulumi.ts";
import { notKnown } from "../model/pulumi-value.ts";

/** A resource as the policy SDK hands it over: reading an unknown property of `props` throws. */
export interface SdkResource {
  readonly type: string;
  readonly name: string;
  readonly props: unknown;
  readonly propertyDependencies?: Readonly<Record<string, readonly SdkResource[]>>;
}

/** A resource whose unknown properties are marked one by one, so that one unknown does not hide the rest. */
export function toPlain(resource: SdkResource): PulumiResource {
  const { type, name, props, propertyDependencies } = resource;
  const plain: PulumiResource = { type, name, props: toRecord(props) };
  if (propertyDependencies === undefined) return plain;
  const dependencies = Object.entries(propertyDependencies).map(([property, resources]) => [
    property,
    resources.map((dependency) => ({
      type: dependency.type,
      name: dependency.name,
      props: toRecord(dependency.props),
    })),
  ]);
  return { ...plain, propertyDependencies: Object.fromEntries(dependencies) };
}

function toRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.keys(value).map((key) => [key, known(() => Reflect.get(value, key))]));
}

function known(read: () => unknown): unknown {
  let value: unknown;
  try {
    value = read();
  } catch {
    // A plain property fails only where the SDK refuses to show an unknown.
    return notKnown;
  }
  if (Array.isArray(value)) {
    const items = value;
    return Array.from({ length: items.length }, (_, index) => known(() => items[index]));
  }
  return typeof value === "object" && value !== null ? toRecord(value) : value;
}
