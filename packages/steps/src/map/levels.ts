import { parseTargets, type TargetPath, TargetProblem } from './target-path.ts';

/** The fields and loops that make one object: the result itself, or an item of a loop. */
export interface Level {
  /** By their place in the config. */
  readonly fields: readonly { readonly index: number; readonly path: TargetPath }[];
  readonly loops: readonly { readonly index: number; readonly path: TargetPath; readonly items: Level }[];
  /** Whether the fields make a list rather than an object; for an item made by one field alone, its value is the item. */
  readonly shape: 'object' | 'list' | 'value';
}

/** A target that cannot be used, and where it stands in the config. */
export class LevelProblem extends Error {
  readonly pointer: readonly (string | number)[];

  constructor(message: string, pointer: readonly (string | number)[]) {
    super(message);
    this.pointer = pointer;
  }
}

interface Part {
  readonly kind: 'fields' | 'loops';
  readonly index: number;
  readonly target: string;
  /** Within the object that it belongs to. */
  readonly rest: string;
}

/**
 * Sorts fields and loops by the loop that they lie in: `orders[].lines[].sku` in the one whose target is `orders[].lines`.
 * @throws LevelProblem naming the first target that is wrong.
 */
export function levelsOf(fields: readonly string[], loops: readonly string[]): Level {
  const parts = new Map<string, Part[]>([['', []], ...loops.map((target): [string, Part[]] => [target, []])]);
  for (const [index, target] of loops.entries()) {
    if (loops.indexOf(target) !== index) throw new LevelProblem(`There are two loops for "${target}".`, ['loops', index, 'target']);
  }
  for (const [kind, targets] of [
    ['fields', fields],
    ['loops', loops],
  ] as const) {
    for (const [index, target] of targets.entries()) {
      const { loop, rest } = divided(target);
      const own = parts.get(loop);
      if (own === undefined)
        throw new LevelProblem(`"${target}" lies in a list without a loop. Add a loop with the target ${loop}.`, [kind, index, 'target']);
      own.push({ kind, index, target, rest });
    }
  }
  return levelOf('', parts);
}

/** The loop that a target lies in, and the target within its items. */
function divided(target: string): { readonly loop: string; readonly rest: string } {
  const at = target.startsWith('/') ? -1 : target.lastIndexOf('[]');
  if (at === -1) return { loop: '', rest: target };
  return { loop: target.slice(0, at), rest: target.slice(at + 2).replace(/^\./, '') };
}

function levelOf(loop: string, parts: ReadonlyMap<string, readonly Part[]>): Level {
  const own = parts.get(loop) ?? [];
  const [only] = own;
  // `tags[]` is each item itself.
  if (loop !== '' && only?.rest === '' && only.kind === 'fields' && own.length === 1) {
    return { fields: [{ index: only.index, path: [] }], loops: [], shape: 'value' };
  }
  const paths = parse(own);
  const at = (kind: Part['kind']) =>
    own.flatMap((part, place) => (part.kind === kind ? [{ index: part.index, path: paths[place] ?? [], target: part.target }] : []));
  const loops = at('loops').map(({ index, path, target }) => ({ index, path, items: levelOf(target, parts) }));
  return { fields: at('fields'), loops, shape: typeof paths[0]?.[0] === 'number' ? 'list' : 'object' };
}

function parse(parts: readonly Part[]): TargetPath[] {
  try {
    return parseTargets(parts.map(({ rest }) => rest));
  } catch (problem) {
    if (!(problem instanceof TargetProblem)) throw problem;
    const part = parts[problem.index];
    throw new LevelProblem(problem.message, [part?.kind ?? 'fields', part?.index ?? 0, 'target']);
  }
}
