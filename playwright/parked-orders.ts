import type { Page } from '@playwright/test';
import { call } from './call.ts';
import { publish } from './publish.ts';

const placed = (type: string, config: object, x: number) => ({ type, version: 1, config, position: { x, y: 0 } });

const price = {
  formatVersion: 1,
  name: 'Price an order',
  steps: { start: placed('called-by-process', {}, 0), reply: placed('reply', {}, 280) },
  links: [{ from: { step: 'start', port: 'out' }, to: 'reply' }],
};

const orders = {
  formatVersion: 1,
  name: 'Orders',
  steps: {
    start: placed('http-endpoint', { methods: ['POST'], path: 'demo/parked-orders', authentication: 'none' }, 0),
    price: placed('call-process', { process: 'price-order' }, 280),
    park: placed('park', { reason: 'Order {{ body.id }} has no customer number' }, 560),
    note: placed('log', { message: 'Order {{ body.id }} is for {{ body.customer }}' }, 840),
  },
  links: [
    { from: { step: 'start', port: 'out' }, to: 'price' },
    { from: { step: 'price', port: 'out' }, to: 'park' },
    { from: { step: 'park', port: 'out' }, to: 'note' },
  ],
};

/** Has orders that called a process and wait for somebody now; the second time changes nothing. */
export async function parkOrders(page: Page, { studio, gateway }: { readonly studio: string; readonly gateway: string }): Promise<void> {
  if (!(await publish(page, studio, 'price-order', price))) return;
  await publish(page, studio, 'orders', orders);
  for (const id of ['A-1017', 'A-1018', 'B-2']) {
    const body = JSON.stringify({ id, customer: null, lines: [{ article: 'lamp', pieces: 3 }] });
    await call(`${gateway}/ws/rest/demo/parked-orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).reply;
  }
}
