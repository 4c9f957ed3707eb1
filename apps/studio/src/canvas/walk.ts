import type { ProcessFile } from '@weft/process';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The step an arrow key leads to: along the links to the left and right, to the nearest step above or below. */
export function neighbourOf(file: ProcessFile, id: string, direction: Direction): string | undefined {
  if (direction === 'right')
    return topmost(
      file,
      file.links.filter((link) => link.from.step === id).map((link) => link.to),
    );
  if (direction === 'left')
    return topmost(
      file,
      file.links.filter((link) => link.to === id).map((link) => link.from.step),
    );
  return nearest(file, id, direction === 'up' ? -1 : 1);
}

function topmost(file: ProcessFile, ids: readonly string[]): string | undefined {
  return [...ids].filter((id) => Object.hasOwn(file.steps, id)).sort((a, b) => placeOf(file, a).y - placeOf(file, b).y)[0];
}

function nearest(file: ProcessFile, id: string, sign: 1 | -1): string | undefined {
  const here = placeOf(file, id);
  // What lies straight above or below counts before what lies aside.
  const distance = (other: string) => {
    const { x, y } = placeOf(file, other);
    return Math.abs(y - here.y) + 2 * Math.abs(x - here.x);
  };
  return Object.keys(file.steps)
    .filter((other) => other !== id && (placeOf(file, other).y - here.y) * sign > 0)
    .sort((a, b) => distance(a) - distance(b))[0];
}

function placeOf(file: ProcessFile, id: string): { readonly x: number; readonly y: number } {
  return file.steps[id]?.position ?? { x: 0, y: 0 };
}
