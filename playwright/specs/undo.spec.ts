import type { Page } from '@playwright/test';
import { savedDraft } from '../drafts.ts';
import { helloAt } from '../examples.ts';
import { expect, test } from '../fixtures.ts';
import { type CanvasRoom, canvasRoom } from '../pages/canvas-room.ts';
import { processesRoom } from '../pages/processes-room.ts';

/** What a person does, each of which one press of Undo takes back. */
const edits: ReadonlyArray<readonly [name: string, edit: (room: CanvasRoom, page: Page) => Promise<void>]> = [
  ['the process is renamed', ({ name }) => name.fill('Changed by hand')],
  ['a path is typed', ({ select, settings }) => select('Greet').then(() => retype(settings.field('Path'), 'test/undo/typed'))],
  ['an option is chosen', ({ settings }) => settings.pick('Authentication', 'Basic')],
  ['an item is added to a list', ({ settings }) => settings.add('Methods')],
  ['a step is renamed', ({ title }) => retype(title, 'Begin')],
  [
    'a note is written',
    async ({ inspector }) => {
      await inspector.getByRole('button', { name: 'Id and note' }).click();
      await retype(inspector.getByRole('textbox', { name: /^Note/ }), 'Ask Ada');
    },
  ],
  [
    'a step gets another id',
    async ({ inspector }, page) => {
      await inspector.getByRole('textbox', { name: 'Id' }).fill('beginning');
      await page.keyboard.press('Enter');
    },
  ],
  [
    'a card is moved',
    async ({ canvas, unselect }) => {
      await unselect();
      await canvas.drag(canvas.card('Make the greeting'), await canvas.besides('Make the greeting', 0, -1));
    },
  ],
  ['a step is dropped on the canvas', ({ canvas, dragStep }) => canvas.besides('Begin', 0, 2).then((to) => dragStep('Branch', to))],
  ['a step is added after the selected one', ({ paletteEntry }) => paletteEntry('Join').click()],
  ['a link is drawn', async ({ connect }) => connect('Branch', 'Join', 'Path 2')],
  [
    'a path is named',
    async ({ selectLink, nameOfPath }) => {
      await selectLink('Branch', 'Join', 'Path 2');
      await retype(nameOfPath, 'second');
    },
  ],
  ['a link is removed', ({ inspector }) => inspector.getByRole('button', { name: 'Remove' }).click()],
  [
    'a step is dropped onto a link',
    ({ canvas, dragStep }) => canvas.middleOfLink('Begin', 'Make the greeting').then((to) => dragStep('Log', to)),
  ],
  ['a step is duplicated', ({ select }, page) => select('Make the greeting').then(() => page.keyboard.press('Control+D'))],
  [
    'two steps are cut',
    async ({ canvas }, page) => {
      await canvas.card('Branch').click();
      await canvas.card('Join').click({ modifiers: ['Control'] });
      await page.keyboard.press('Control+X');
    },
  ],
  ['they are pasted', (_room, page) => page.keyboard.press('Control+V')],
  ['a linked step is deleted', ({ select }, page) => select('Log').then(() => page.keyboard.press('Delete'))],
  ['everything is tidied up', ({ tidyUp }) => tidyUp()],
];

test('every kind of edit is undone and redone, and nothing is lost after a reload', async ({ page }) => {
  test.setTimeout(300_000);
  const processes = processesRoom(page);
  await processes.visit();
  const room = await processes.importFile(helloAt('test/undo', 'Undone'));
  const states = [await savedDraft(page.request, room.id())];
  await expect(room.undo).toBeDisabled();

  for (const [name, edit] of edits) {
    await test.step(name, async () => {
      await edit(room, page);
      await expect(room.saveState).toHaveText('saved');
      const draft = await savedDraft(page.request, room.id());
      expect(draft, 'the edit changes the draft').not.toEqual(states.at(-1));
      states.push(draft);
    });
  }
  for (const [index, [name]] of [...edits.entries()].reverse()) {
    await test.step(`undo: ${name}`, async () => {
      await room.undo.click();
      await room.saved();
      expect(await savedDraft(page.request, room.id())).toEqual(states[index]);
    });
  }
  await expect(room.undo).toBeDisabled();
  for (const [index, [name]] of edits.entries()) {
    await test.step(`redo: ${name}`, async () => {
      await room.redo.click();
      await room.saved();
      expect(await savedDraft(page.request, room.id())).toEqual(states[index + 1]);
    });
  }
  await expect(room.redo).toBeDisabled();

  await page.reload();
  await expect(room.name).toHaveValue('Changed by hand');
  await expect(room.canvas.card('Begin')).toBeVisible();
  await expect(room.canvas.card('Log')).toBeHidden();
  expect(await savedDraft(page.request, room.id())).toEqual(states.at(-1));
});

test('a deleted step comes back with its links', async ({ page }) => {
  const processes = processesRoom(page);
  await processes.visit();
  const { canvas, select, undo, ...room } = await processes.importFile(helloAt('test/restored', 'Restored'));
  const before = await savedDraft(page.request, room.id());
  await select('Make the greeting');
  await page.keyboard.press('Delete');
  await expect(canvas.card('Make the greeting')).toBeHidden();
  await expect(canvas.link('Greet', 'Make the greeting')).toHaveCount(0);
  await undo.click();
  await expect(canvas.card('Make the greeting')).toBeVisible();
  await expect(canvas.link('Greet', 'Make the greeting')).toHaveCount(1);
  await expect(canvas.link('Make the greeting', 'Answer')).toHaveCount(1);
  await room.saved();
  expect(await savedDraft(page.request, room.id())).toEqual(before);
});

test('whoever saves second decides whose draft stays', async ({ page, context, watch }) => {
  // The refused save is told in the console by the browser itself.
  watch.allow(/status of 409/);
  const processes = processesRoom(page);
  await processes.visit();
  const mine = await processes.importFile(helloAt('test/conflict', 'Conflict'));
  const other = await context.newPage();
  await other.goto(page.url());
  const theirs = canvasRoom(other);
  await expect(theirs.name).toHaveValue('Conflict');
  const question = other.getByRole('alertdialog', { name: 'Somebody else changed this process' });

  await mine.name.fill('Saved first');
  await mine.saved();
  await theirs.name.fill('Saved second');
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Take theirs' }).click();
  await expect(theirs.name).toHaveValue('Saved first');
  await theirs.saved();

  await mine.name.fill('Saved first again');
  await mine.saved();
  await theirs.name.fill('Kept');
  await question.getByRole('button', { name: 'Keep mine' }).click();
  await expect(question).toBeHidden();
  await theirs.saved();
  await page.reload();
  await expect(mine.name).toHaveValue('Kept');
});

/** Replaces a text key by key. */
async function retype(field: ReturnType<CanvasRoom['settings']['field']>, text: string): Promise<void> {
  await field.press('Control+A');
  await field.pressSequentially(text);
}
