import { call } from '../call.ts';
import { helloAt } from '../examples.ts';
import { expect, test } from '../fixtures.ts';
import { executionsRoom } from '../pages/executions-room.ts';
import { processesRoom } from '../pages/processes-room.ts';

test('a second version answers differently, and a roll-back brings the first answer back', async ({ page }) => {
  const processes = processesRoom(page);
  await processes.visit();
  const { settings, select, publish, saved, versions, main } = await processes.importFile(helloAt('test/versions', 'Versions'));
  const answer = async (address: string) => JSON.parse((await call(address).reply).text) as unknown;

  const address = await (await publish()).confirm(1);
  expect(await answer(address)).toEqual({ hello: 'world' });
  await expect(main).toContainText('v1 live');

  await select('Make the greeting');
  await settings.item('Fields', 1).fill('Value', "'everybody'");
  await saved();
  await expect(main).toContainText('changes');
  expect(await answer(address), 'a draft changes nothing that is live').toEqual({ hello: 'world' });
  const dialog = await publish();
  await dialog.note.fill('Greets everybody');
  expect(await dialog.confirm(2)).toBe(address);
  expect(await answer(address)).toEqual({ hello: 'everybody' });

  const list = await versions();
  await expect(list.version(2)).toContainText('Greets everybody');
  await list.rollBackTo(1);
  expect(await answer(address)).toEqual({ hello: 'world' });
  await list.close();
  await expect(main).toContainText('v1 live');
});

test('what is not ready cannot be published, and its problem leads to the step', async ({ page }) => {
  const processes = processesRoom(page);
  await processes.visit();
  const { settings, publish, select, canvas } = await processes.importFile(helloAt('test/not-ready', 'Not ready'));
  await select('Make the greeting');
  await settings.item('Fields', 1).fill('Value', '1 +');
  await expect(canvas.card('Make the greeting').getByRole('img', { name: /^Problem: / })).toBeVisible();
  const { dialog, now } = await publish();
  await expect(dialog.getByRole('alert')).toContainText('1 problem to mend');
  await expect(now).toBeDisabled();
});

test('an execution that failed says why and where, and the list finds it by its filters', async ({ page }) => {
  const file = helloAt('test/failing', 'Failing');
  const greeting = file.steps['greeting'];
  if (greeting !== undefined) greeting.config['fields'] = [{ target: 'total', expression: 'body.order.lines.length' }];
  const processes = processesRoom(page);
  await processes.visit();
  const address = await (await (await processes.importFile(file)).publish()).confirm(1);
  const reply = await call(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"order":{}}' }).reply;
  expect(reply.status).toBe(500);
  await call(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"order":{"lines":[1]}}' }).reply;

  const executions = executionsRoom(page);
  await executions.visit();
  await executions.filterByProcess('Failing');
  await expect(executions.rows).toHaveCount(2);
  await executions.filter('failed').click();
  await expect(executions.rows).toHaveCount(1);
  await executions.filter('tried').click();
  await expect(executions.room).toContainText('Nothing fits these filters');
  await executions.filter('called').click();
  await expect(executions.rows).toHaveCount(1);
  await expect(page).toHaveURL(/status=failed/);
  await page.reload();
  await expect(executions.rows).toHaveCount(1);

  const { error, canvas } = await executions.open('Failing', 'failed');
  await expect(error).toContainText('"length" cannot be read, because');
  await error.getByRole('button', { name: 'in Make the greeting' }).click();
  await expect(page).toHaveURL(/step=greeting/);
  await expect(canvas.state('Make the greeting')).toHaveText(/^failed/);
  await expect(canvas.state('Answer')).toBeHidden();
  await error.getByRole('link', { name: 'Open its settings' }).click();
  await expect(page.getByRole('textbox', { name: 'Step title' })).toHaveValue('Make the greeting');
});
