import { describe, expect, it } from 'vitest';
import { openingView, readableZoom } from './opening-view.ts';

const room = { width: 1200, height: 600 };
const card = { x: 0, y: 200, width: 200, height: 64 };

describe('the view a process opens with', () => {
  it('shows a small process whole, in the middle, not larger than life', () => {
    const view = openingView({ x: 0, y: 0, width: 400, height: 200 }, card, room);
    expect(view).toEqual({ zoom: 1, whole: true, x: 400, y: 200 });
  });

  it('makes a larger process smaller until it fits', () => {
    const view = openingView({ x: 0, y: 0, width: 1460, height: 200 }, card, room);
    expect(view.zoom).toBeCloseTo(0.8);
    expect(view.whole).toBe(true);
  });

  it('stays readable where a process is too long, and begins with its start', () => {
    const view = openingView({ x: 80, y: 0, width: 9000, height: 200 }, { ...card, x: 80 }, room);
    expect(view.zoom).toBe(readableZoom);
    expect(view.whole).toBe(false);
    expect(view.x + 80 * view.zoom).toBe(16);
  });

  it('shows the start of a process that is too high', () => {
    const start = { ...card, y: 4000 };
    const view = openingView({ x: 0, y: 0, width: 400, height: 8000 }, start, room);
    const middle = view.y + (start.y + start.height / 2) * view.zoom;
    expect(middle).toBeCloseTo(room.height / 2);
  });
});
