import { expect, test, vi } from 'vitest';
import { useDatabase } from './use-database.ts';

const { open } = useDatabase();

test('entries come back newest first, and can be read on from a moment', async () => {
  const { audit } = open();
  await audit.add({ by: 'ann', action: 'a', subject: 's', detail: { text: 'x\u0000y' } });
  const [first] = await audit.list(1);
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(first?.at.getTime() ?? 0));
  await audit.add({ by: 'ann', action: 'b', subject: 's', detail: {} });
  expect((await audit.list(10)).map((entry) => entry.action)).toEqual(['b', 'a']);
  const [newest] = await audit.list(1);
  expect(await audit.list(10, newest?.at)).toEqual([first]);
  expect(first?.detail).toEqual({ text: 'x\u0000y' });
});
