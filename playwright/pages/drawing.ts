import type { Locator, Page } from '@playwright/test';

/** The size of a step card at 100 %, in pixels. */
const cardWidth = 224;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a canvas shows, in whichever room it is. */
export function drawing(page: Page, within: Locator) {
  const region = within.getByRole('region', { name: 'Canvas' });
  const card = (title: string) => region.getByRole('group', { name: title, exact: true });
  const port = (name: string) => region.getByRole('button', { name, exact: true });
  const outPort = (title: string, path?: string) => port(path === undefined ? `out of ${title}` : `${path} out of ${title}`);
  const inPort = (title: string) => port(`into ${title}`);
  return {
    region,
    card,
    cards: region.getByRole('group'),
    /** What happened in a step: absent where it has not begun. */
    state: (title: string) => card(title).getByRole('status'),
    outPort,
    inPort,
    link: (from: string, to: string) => region.getByRole('button', { name: `Link from ${from} to ${to}`, exact: true }),
    /** A point that lies on the link: the middle between its ports. */
    middleOfLink: async (from: string, to: string, path?: string): Promise<Point> => {
      const a = await centreOf(outPort(from, path));
      const b = await centreOf(inPort(to));
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    },
    /** A place in columns and rows of the drawing, counted from a card. */
    besides: async (title: string, columns: number, rows: number): Promise<Point> => {
      const centre = await centreOf(card(title));
      const zoom = (await boxOf(card(title))).width / cardWidth;
      return { x: centre.x + columns * 312 * zoom, y: centre.y + rows * 128 * zoom };
    },
    drag: async (from: Locator | Point, to: Locator | Point) => {
      const start = await pointOf(from);
      const end = await pointOf(to);
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
      await page.mouse.move(end.x, end.y, { steps: 4 });
      await page.mouse.up();
    },
  };
}

export type Drawing = ReturnType<typeof drawing>;

function pointOf(place: Locator | Point): Promise<Point> {
  return 'x' in place ? Promise.resolve(place) : centreOf(place);
}

/** The middle of an element, once it stands still. */
async function centreOf(element: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(element);
  return { x: x + width / 2, y: y + height / 2 };
}

async function boxOf(element: Locator) {
  await element.hover({ trial: true, force: false });
  const box = await element.boundingBox();
  if (box === null) throw new Error(`Nothing is to be seen of ${element}.`);
  return box;
}
