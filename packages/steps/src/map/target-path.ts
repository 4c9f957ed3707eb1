/** Where a mapped value goes: member names and list positions, from the outside in. */
export type TargetPath = readonly (string | number)[];

/** A target that cannot be used. `index` is its place in the list, from 0. */
export class TargetProblem extends Error {
  readonly index: number;

  constructor(index: number, message: string) {
    super(message);
    this.index = index;
  }
}

/** A list is filled up to the highest position named; this keeps a slip of the pen from making a huge one. */
const positionMax = 9_999;

/** Writing through these names would reach the prototypes shared by all values. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads all targets of a map and checks that they fit together.
 * @throws TargetProblem naming the first one that is wrong.
 */
export function parseTargets(targets: readonly string[]): TargetPath[] {
  const paths = targets.map((target, index) => parseTarget(target, index));
  const root: Slot = { target: '', members: new Map() };
  for (const [index, path] of paths.entries()) claim(root, path, targets[index] ?? '', index);
  return paths;
}

function parseTarget(target: string, index: number): TargetPath {
  if (target.trim() === '') throw new TargetProblem(index, 'A field has no target.');
  const path = target.startsWith('/') ? pointerPath(target) : dottedPath(target, index);
  for (const part of path) {
    if (part === '') throw new TargetProblem(index, `"${target}" has an empty name in it.`);
    if (typeof part === 'number' && part > positionMax) {
      throw new TargetProblem(index, `"${target}" names the list position ${part}; at most ${positionMax} is possible.`);
    }
    if (typeof part === 'string' && forbidden.has(part)) throw new TargetProblem(index, `"${part}" cannot be the name of a field.`);
  }
  return path;
}

/** JSON Pointer (RFC 6901), where a number is a list position. */
function pointerPath(target: string): TargetPath {
  return target
    .slice(1)
    .split('/')
    .map((part) => (/^(0|[1-9]\d*)$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** Names divided by dots, positions in brackets, names with other characters in brackets and quotes. */
const dottedPart = /(?:^|(?<!^)\.)([^.[\]"'\s]+)|\[(\d+)\]|\["([^"]+)"\]|\['([^']+)'\]/y;

function dottedPath(target: string, index: number): TargetPath {
  const path: (string | number)[] = [];
  dottedPart.lastIndex = 0;
  while (dottedPart.lastIndex < target.length) {
    const at = dottedPart.lastIndex;
    const match = dottedPart.exec(target);
    if (match === null) {
      throw new TargetProblem(
        index,
        `"${target}" cannot be understood from "${target.slice(at)}" on. Write a target such as order.lines[0].id.`,
      );
    }
    const [, name, position, doubleQuoted, singleQuoted] = match;
    path.push(position === undefined ? (name ?? doubleQuoted ?? singleQuoted ?? '') : Number(position));
  }
  return path;
}

/** One place in the result: a target that ends here (`leaf`), or what lies below it. */
interface Slot {
  readonly target: string;
  leaf?: true;
  kind?: 'list' | 'object';
  readonly members: Map<string | number, Slot>;
}

function claim(root: Slot, path: TargetPath, target: string, index: number): void {
  let slot = root;
  for (const part of path) {
    if (slot.leaf) throw new TargetProblem(index, `"${target}" lies inside "${slot.target}", which another field already fills.`);
    const kind = typeof part === 'number' ? 'list' : 'object';
    if (slot.kind !== undefined && slot.kind !== kind) {
      throw new TargetProblem(index, `"${target}" takes for a ${kind} what another field takes for a ${slot.kind}.`);
    }
    slot.kind = kind;
    let next = slot.members.get(part);
    if (next === undefined) {
      next = { target, members: new Map() };
      slot.members.set(part, next);
    }
    slot = next;
  }
  if (slot.leaf) throw new TargetProblem(index, `"${target}" is filled by two fields.`);
  if (slot.members.size > 0) throw new TargetProblem(index, `"${target}" would replace what other fields put inside it.`);
  slot.leaf = true;
}
