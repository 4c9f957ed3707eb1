import { savedDraft } from '../drafts.ts';
import { helloAt } from '../examples.ts';
import { expect, test } from '../fixtures.ts';
import { canvasRoom } from '../pages/canvas-room.ts';
import { processesRoom } from '../pages/processes-room.ts';

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
