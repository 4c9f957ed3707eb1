import type { Position, ProcessFile } from '@weft/process';
import { cardSize, gap, snap } from './layout.ts';

export interface PlacesOnLink {
  /** Of the step that comes onto the link. */
  readonly place: Position;
  /** Of the steps that move aside for it; empty where there is room. */
  readonly moved: Readonly<Record<string, Position>>;
}

/**
 * Where a step goes that is put onto a link, wanted at `wanted`: between the two ends. Where they stand too close, the end
 * and everything to the right of it move right, by just as much as is missing. `newcomer` is a step that is on the canvas
 * already and goes onto the link.
 */
export function placesOnLink(file: ProcessFile, link: number, wanted: Position, newcomer?: string): PlacesOnLink {
  const ends = file.links[link];
  const from = ends === undefined ? undefined : file.steps[ends.from.step]?.position;
  const to = ends === undefined ? undefined : file.steps[ends.to]?.position;
  // A link that leads back or down has its own room.
  if (from === undefined || to === undefined || to.x < from.x + cardSize.width) return { place: wanted, moved: {} };
  const first = from.x + cardSize.width + gap.along;
  const missing = Math.max(0, first + cardSize.width + gap.along - to.x);
  const last = to.x + missing - gap.along - cardSize.width;
  const place = { x: snap(Math.min(Math.max(wanted.x, first), last)), y: wanted.y };
  if (missing === 0) return { place, moved: {} };
  const by = Math.ceil(missing / 8) * 8;
  const aside = Object.entries(file.steps).filter(([id, step]) => id !== newcomer && step.position.x >= to.x);
  return {
    // In line with the two ends where they are in line with each other.
    place: from.y === to.y ? { x: place.x, y: from.y } : place,
    moved: Object.fromEntries(aside.map(([id, { position }]) => [id, { x: position.x + by, y: position.y }])),
  };
}
