import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFtpServer } from '../ftp/ftp-server.ts';

/** Where the examples find their order files. */
export interface OrderFiles {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** On this machine: what the server shows as `/`. */
  readonly folder: string;
  close(): Promise<void>;
}

const items = ['bread flour 25 kg', 'espresso beans', 'wool blanket', 'torque wrench', 'violin strings', 'linen "natural", 2 m'];
const prices = ['18.50', '24.90', '79.00', '112.25', '31.40', '15.75'];
const states = ['open', 'open', 'shipped', 'open', 'cancelled'];
const days = ['2026-11-20', '2026-11-21', '2026-11-23'];

const incoming = [
  'order_id,customer_id,item,quantity,price',
  'O-501,C-1001,bread flour 25 kg,4,18.50',
  'O-502,C-1003,torque wrench,1,112.25',
  'O-503,1004,wool blanket,2,79.00',
  'O-504,C-1008,"linen ""natural"", 2 m",6,15.75',
  'O-505,C-1010,espresso beans,-1,24.90',
  '',
].join('\r\n');

/**
 * An FTP server on the loopback address with the folders `orders` (a file a day, `orders-20261123.csv` the newest, with orders
 * of the customers C-1001 to C-1010), `inbox` (a file with five orders, two of them wrong), `out` and `archive`. Port 0 takes any free one. What clients change goes when it closes.
 * @throws Error of Node where the port is taken.
 */
export async function startOrderFiles({
  port,
  password = 'demo',
}: {
  readonly port: number;
  readonly password?: string;
}): Promise<OrderFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-demo-ftp-'));
  for (const name of ['orders', 'inbox', 'out', 'archive']) await mkdir(join(folder, name));
  for (const [index, day] of days.entries()) {
    const file = join(folder, 'orders', `orders-${day.replaceAll('-', '')}.csv`);
    await writeFile(file, ordersOf(index));
    const written = new Date(`${day}T06:00:00Z`);
    await utimes(file, written, written);
  }
  await writeFile(join(folder, 'inbox', 'incoming-20261124.csv'), incoming);
  const server = await startFtpServer({ port, folder, user: 'demo', password });
  return {
    host: '127.0.0.1',
    port: server.port,
    user: 'demo',
    password,
    folder,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Each customer has an order or three a day, the same at every start; fields that hold a comma or a quote are quoted (RFC 4180). */
function ordersOf(day: number): string {
  const rows: string[] = [];
  for (let customer = 1; customer <= 10; customer += 1) {
    for (let order = 0; order <= (customer + day) % 3; order += 1) {
      const pick = customer + order + day;
      rows.push(
        [
          `O-${day + 1}${String(customer).padStart(2, '0')}${order + 1}`,
          `C-${1000 + customer}`,
          quoted(items[pick % items.length] ?? ''),
          (pick % 4) + 1,
          prices[pick % prices.length],
          states[pick % states.length],
        ].join(','),
      );
    }
  }
  return `order_id,customer_id,item,quantity,price,status\r\n${rows.join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
