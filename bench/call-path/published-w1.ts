import { openDatabase } from '@weft/database';
import { migrate } from '@weft/database/migrate';
import { compileProcess, type ProcessFile, routesOf } from '@weft/process';
import { makeCatalog } from '@weft/step-kit';
import { stepEntries } from '@weft/steps/catalog';

const catalog = makeCatalog(stepEntries);
const placed = (type: string, config: Record<string, unknown>) => ({ type, version: 1, config, position: { x: 0, y: 0 } });

/** The ways in which W1 is published, by path. */
const endpoints = {
  w1: { mode: 'general' },
  'w1-inbox': { mode: 'general', inbox: true },
  'w1-low-latency': { mode: 'low-latency' },
};

/** W1 of reference: `{id, name, amount}` → `{ok: true, id}`. */
function w1(path: string, endpoint: Record<string, unknown>): ProcessFile {
  return {
    formatVersion: 1,
    name: path,
    steps: {
      start: placed('http-endpoint', { methods: ['POST'], path, authentication: 'none', ...endpoint }),
      answer: placed('map', {
        fields: [
          { target: 'ok', expression: 'true' },
          { target: 'id', expression: 'body.id' },
        ],
      }),
      reply: placed('reply', { status: '200', contentType: 'application/json' }),
    },
    links: [
      { from: { step: 'start', port: 'out' }, to: 'answer' },
      { from: { step: 'answer', port: 'out' }, to: 'reply' },
    ],
  };
}

/** Makes the database and publishes W1 in each way. */
export async function publishW1(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  const database = openDatabase({ url: databaseUrl, poolMax: 2 });
  for (const [path, endpoint] of Object.entries(endpoints)) {
    const file = w1(path, endpoint);
    const plan = compileProcess(file, catalog);
    const { id: processId } = await database.processes.create(file, 'bench');
    await database.versions.publish({ processId, file, plan, routes: routesOf(plan, catalog), by: 'bench', note: '' });
  }
  await database.close();
}
