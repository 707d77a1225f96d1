import type { z } from "zod";

interface Definition {
  readonly shape?: Readonly<Record<string, Node>>;
  readonly innerType?: Node;
  readonly element?: Node;
  readonly in?: Node;
  readonly valueType?: Node;
  readonly options?: readonly Node[];
  readonly getter?: () => Node;
}
interface Node {
  readonly def: Definition;
}

/** The names of the fields that the schema knows at a path; none where it has no object there. */
export function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let nodes = [schema as unknown as Node].flatMap(objects);
  for (const key of path) nodes = nodes.flatMap((node) => inside(node, key)).flatMap(objects);
  return [...new Set(nodes.flatMap(({ def }) => Object.keys(def.shape ?? {})))];
}

function inside({ def }: Node, key: PropertyKey): Node[] {
  if (def.element) return typeof key === "number" ? [def.element] : [];
  if (def.shape) {
    return typeof key === "string" && Object.hasOwn(def.shape, key) ? [def.shape[key]!] : [];
  }
  return def.valueType ? [def.valueType] : [];
}

/** What is below optional, nullable, default, lazy, pipe and union. */
function objects(node: Node): Node[] {
  const { innerType, getter, options } = node.def;
  if (options) return options.flatMap(objects);
  const inner = innerType ?? node.def.in ?? getter?.();
  return inner ? objects(inner) : [node];
}
