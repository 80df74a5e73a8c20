import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Type by property path, such as `taskSpec.containerSpec.configs[].fileName?` → `string`. */
export type Properties = Map<string, string>;

const types = join(import.meta.dirname, "..", "..", "node_modules", "@pulumi", "docker");

/** Reads the properties that `@pulumi/docker` declares for the arguments of a resource. */
export function declaredProperties(resource: string): Properties {
  const file = `${resource[0]?.toLowerCase()}${resource.slice(1)}.d.ts`;
  const interfaces = new Map([...readInterfaces("types/input.d.ts"), ...readInterfaces(file)]);
  const found: Properties = new Map();
  addInterface(`${resource}Args`, "", interfaces, found);
  return found;
}

type Interfaces = Map<string, ts.InterfaceDeclaration>;

function readInterfaces(file: string): Interfaces {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(types, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  return new Map(source.statements.filter(ts.isInterfaceDeclaration).map((node) => [node.name.text, node]));
}

function addInterface(name: string, path: string, interfaces: Interfaces, found: Properties): void {
  const declaration = interfaces.get(name);
  if (declaration === undefined) throw new Error(`@pulumi/docker declares no ${name}.`);
  for (const member of declaration.members.filter(ts.isPropertySignature)) {
    const optional = member.questionToken === undefined ? "" : "?";
    if (member.type !== undefined)
      addType(member.type, `${path}${member.name.getText()}`, optional, interfaces, found);
  }
}

function addType(
  written: ts.TypeNode,
  path: string,
  optional: string,
  interfaces: Interfaces,
  found: Properties,
): void {
  const type = withoutInput(written);
  if (ts.isArrayTypeNode(type)) {
    found.set(path + optional, "list");
    addType(type.elementType, `${path}[]`, "", interfaces, found);
  } else if (ts.isTypeLiteralNode(type)) {
    found.set(path + optional, "map");
  } else if (ts.isTypeReferenceNode(type) && ts.isQualifiedName(type.typeName)) {
    found.set(path + optional, "object");
    addInterface(type.typeName.right.text, `${path}.`, interfaces, found);
  } else {
    found.set(path + optional, type.getText());
  }
}

/** `pulumi.Input<T | undefined>` is `T` for whoever reads a value. */
function withoutInput(type: ts.TypeNode): ts.TypeNode {
  if (ts.isUnionTypeNode(type)) {
    const [only = type] = type.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
    return withoutInput(only);
  }
  if (ts.isTypeReferenceNode(type) && type.typeName.getText() === "pulumi.Input" && type.typeArguments?.[0]) {
    return withoutInput(type.typeArguments[0]);
  }
  return type;
}
