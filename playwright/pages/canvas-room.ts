import { expect, type Page } from '@playwright/test';
import { type Drawing, drawing, type Point } from './drawing.ts';
import { publishDialog } from './publish-dialog.ts';
import { type SettingsForm, settingsForm } from './settings-form.ts';
import { versionsDialog } from './versions-dialog.ts';

/** One process: palette, canvas, inspector and what hangs over them. */
export function canvasRoom(page: Page) {
  const main = page.getByRole('main', { name: /^Process / });
  const canvas: Drawing = drawing(page, main);
  const palette = main.getByRole('complementary', { name: 'Palette' });
  const inspector = main.getByRole('complementary', { name: 'Inspector' });
  const title = inspector.getByRole('textbox', { name: 'Step title' });
  const saveState = main.getByRole('status', { name: 'Save state' });
  const settings: SettingsForm = settingsForm(page, inspector.getByRole('tabpanel', { name: 'Settings' }));
  const paletteEntry = (type: string) => palette.getByRole('button', { name: `Add ${type}`, exact: true });

  return {
    main,
    canvas,
    inspector,
    settings,
    title,
    saveState,
    paletteEntry,
    name: main.getByRole('textbox', { name: 'Process name' }),
    undo: main.getByRole('button', { name: 'Undo', exact: true }),
    redo: main.getByRole('button', { name: 'Redo', exact: true }),
    /** The id that the address bar shows. */
    id: () => /\/processes\/([^/?]+)/.exec(page.url())?.[1] ?? '',
    saved: () => expect(saveState).toHaveText('saved'),
    zoomOut: async (times: number) => {
      for (let i = 0; i < times; i += 1) await main.getByRole('button', { name: 'Zoom out' }).click();
    },
    tidyUp: () => main.getByRole('button', { name: 'Tidy up' }).click(),
    /** Drags a step type from the palette; the new step is selected. */
    dragStep: async (type: string, to: Point) => {
      const before = await canvas.cards.count();
      // Steps of a connector are folded away; a search finds them.
      await palette.getByRole('searchbox').fill(type);
      await canvas.drag(paletteEntry(type), to);
      await palette.getByRole('searchbox').fill('');
      await expect(canvas.cards).toHaveCount(before + 1);
      await expect(inspector).toBeVisible();
    },
    rename: (text: string) => title.fill(text),
    select: async (stepTitle: string) => {
      await canvas.card(stepTitle).click();
      await expect(settings.within).toBeVisible();
    },
    /** Draws a link from port to port with the mouse. */
    connect: async (from: string, to: string, path?: string) => {
      const before = await canvas.link(from, to).count();
      await canvas.drag(canvas.outPort(from, path), canvas.inPort(to));
      await expect(canvas.link(from, to)).toHaveCount(before + 1);
    },
    selectLink: async (from: string, to: string, path?: string) => {
      const { x, y } = await canvas.middleOfLink(from, to, path);
      await page.mouse.click(x, y);
      await expect(inspector.getByRole('heading', { name: 'Link' })).toBeVisible();
    },
    nameOfPath: inspector.getByRole('textbox', { name: 'Name of the path' }),
    unselect: async () => {
      const { x = 0, y = 0, width = 0 } = (await canvas.region.boundingBox()) ?? {};
      await page.mouse.click(x + width / 2, y + 8);
      await expect(inspector).toBeHidden();
    },
    publish: async () => {
      await main.getByRole('button', { name: /^Publish/ }).click();
      return publishDialog(page);
    },
    versions: async () => {
      await main.getByRole('button', { name: 'More about publishing' }).click();
      await page.getByRole('menuitem', { name: 'Versions' }).click();
      return versionsDialog(page);
    },
  };
}

export type CanvasRoom = ReturnType<typeof canvasRoom>;
