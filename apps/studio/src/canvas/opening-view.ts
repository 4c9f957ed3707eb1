/** Below this zoom a card can no longer be read. */
export const readableZoom = 0.6;

/** Left free around the cards, in screen pixels. */
const margin = 16;

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface OpeningView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** False where some cards lie outside. */
  readonly whole: boolean;
}

/**
 * How a process is first shown: whole where it can be read so, never larger than life; else at the smallest zoom that can be
 * read, beginning with its first step. `cards` and `start` in canvas pixels, `room` in screen pixels.
 */
export function openingView(cards: Box, start: Box, room: Size): OpeningView {
  const fitting = Math.min((room.width - 2 * margin) / cards.width, (room.height - 2 * margin) / cards.height, 1);
  const zoom = Math.max(fitting, readableZoom);
  const centred = (size: number, from: number, of: number) => (of - size * zoom) / 2 - from * zoom;
  const fitsWide = cards.width * zoom <= room.width - 2 * margin + 1;
  const fitsHigh = cards.height * zoom <= room.height - 2 * margin + 1;
  return {
    zoom,
    whole: fitsWide && fitsHigh,
    x: fitsWide ? centred(cards.width, cards.x, room.width) : margin - cards.x * zoom,
    y: fitsHigh
      ? centred(cards.height, cards.y, room.height)
      : // The start in the middle, but nothing above the first card.
        Math.min(centred(start.height, start.y, room.height), margin - cards.y * zoom),
  };
}
