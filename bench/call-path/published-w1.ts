import { openDatabase } from '@weft/database';
import { migrate } from '@weft/database/migrate';
import { compileProcess, type ProcessFile, routesOf } from '@weft/process';
import { makeCatalog } from '@weft/step-kit';
import { stepEntries } from '@weft/steps/catalog';

const catalog = makeCatalog(stepEntries);
const placed = (type: string, config: Record<string, unknown>) => ({ type, version: 1, config, position: { x: 0, y: 0 } });

/** W1 of reference: `{id, name, amount}` → `{ok: true, id}`, as a process with everything recorded. */
function w1(mode: string): ProcessFile {
  return {
    formatVersion: 1,
    name: `W1 ${mode}`,
    steps: {
      start: placed('http-endpoint', { methods: ['POST'], path: mode === 'general' ? 'w1' : `w1-${mode}`, authentication: 'none', mode }),
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

/** Makes the database and publishes W1 in each mode. */
export async function publishW1(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  const database = openDatabase({ url: databaseUrl, poolMax: 2 });
  for (const mode of ['general', 'low-latency']) {
    const file = w1(mode);
    const plan = compileProcess(file, catalog);
    const { id: processId } = await database.processes.create(file, 'bench');
    await database.versions.publish({ processId, file, plan, routes: routesOf(plan, catalog), by: 'bench', note: '' });
  }
  await database.close();
}
