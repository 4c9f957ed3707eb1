import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, createDocument } from '@weft/document';
import { createTemporaryFiles } from '@weft/document/temporary';
import { expect, test } from 'vitest';
import { DeliveryQueue } from './delivery-queue.ts';
import type { Delivery } from './delivery-shape.ts';
import { type Frame, type Lineage, within } from './lineage.ts';
import { Overflow } from './overflow.ts';

const frame = (): Frame => ({ join: undefined, inside: undefined, cells: 0, closed: () => undefined }) as unknown as Frame;
const delivery = (n: number, lineage: Lineage): Delivery => ({
  document: createDocument(String(n), Body.fromValue(n)),
  lineage,
  path: 'a',
});

/** A queue whose documents are taken until there are none, waiting for the disk where it must. */
async function takeAll(queue: DeliveryQueue): Promise<string[]> {
  const taken: string[] = [];
  while (queue.length > 0) {
    const next = queue.shift();
    if (next === undefined) await new Promise(setImmediate);
    else taken.push(next.document.id);
  }
  return taken;
}

test.each(['in memory', 'being written', 'on the disk', 'being read'])(
  'documents that are not wanted any more are taken out also when they are %s',
  async (where) => {
    await using files = createTemporaryFiles(join(tmpdir(), 'weft-engine-tests'), Number.MAX_SAFE_INTEGER);
    const [wanted, unwanted] = [within(frame(), undefined), within(frame(), undefined)];
    const queue = new DeliveryQueue();
    let pending = 0;
    const overflow = new Overflow(files, {
      await: (promise, onValue, onError) => {
        pending++;
        promise.finally(() => pending--).then(onValue, onError);
      },
      hasRoom: () => undefined,
      loaded: (deliveries) => queue.accept(deliveries),
      failed: (thrown) => {
        throw thrown;
      },
    });
    queue.overflowInto(overflow);
    const count = where === 'in memory' ? 200 : 2_000;
    // One in three, and all of one block.
    const isUnwanted = (n: number) => n % 3 === 0 || (n > 600 && n < 1_200);
    for (let n = 0; n < count; n++) queue.push(delivery(n, isUnwanted(n) ? unwanted : wanted));
    if (where === 'on the disk' || where === 'being read') await expect.poll(() => pending).toBe(0);
    const before = where === 'being read' ? Array.from({ length: 20 }, () => queue.shift()?.document.id) : [];
    const removed = queue.remove(({ lineage }) => lineage === unwanted);
    const numbers = Array.from({ length: count }, (_, n) => n);
    const rest = numbers.slice(before.length);
    expect(removed).toHaveLength(rest.filter(isUnwanted).length);
    expect(await takeAll(queue)).toEqual(rest.filter((n) => !isUnwanted(n)).map(String));
  },
);
