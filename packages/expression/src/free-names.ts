import type { AnyNode, Expression } from 'acorn';

/**
 * Every name that a source may read from outside: all identifiers but those after a dot and those that are keys. A name
 * that the source itself declares may be among them, which costs nothing but a value that is not used.
 */
export function freeNamesOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const open: AnyNode[] = [expression];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'Identifier') names.add(node.name);
    for (const [key, child] of Object.entries(node)) {
      if (isLabel(node, key)) continue;
      for (const inner of Array.isArray(child) ? child : [child]) if (isNode(inner)) open.push(inner);
    }
  }
  return [...names].sort();
}

function isLabel(node: AnyNode, key: string): boolean {
  if (node.type === 'MemberExpression') return key === 'property' && !node.computed;
  return node.type === 'Property' && key === 'key' && !node.computed;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
