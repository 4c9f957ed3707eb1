/** In characters; what the card of a step on the canvas has room for. */
const lengthMax = 80;

/** A source on one line, cut to what a card can show. */
export function oneLine(source: string): string {
  const line = source.replace(/\s+/g, ' ').trim();
  return line.length > lengthMax ? `${line.slice(0, lengthMax - 1)}…` : line;
}
