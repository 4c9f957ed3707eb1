import { type Command, Option } from 'commander';
import { apiOf, readFileOrInput, type Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface ListedDocument {
  readonly id: string;
  readonly kind: 'parked' | 'outcome-unknown';
  readonly processName: string;
  readonly stepTitle: string;
  readonly reason: string;
  readonly parkedAt: string;
}

interface ShownDocument extends ListedDocument {
  readonly document: { readonly body: { readonly text: string } | { readonly base64: string } | null; readonly truncated: boolean };
}

interface ResumeOptions {
  readonly goOn?: true;
  readonly runAgain?: true;
  readonly port?: string;
  readonly live?: true;
}

/** `weft parked …`. */
export function parkedCommands(program: Command, surroundings: Surroundings): void {
  const { write } = surroundings;
  const wantsJson = (): boolean => program.opts()['json'] === true;
  const at = (id: string, action = ''): string => `/parked-documents/${encodeURIComponent(id)}${action}`;

  const group = program
    .command('parked')
    .description('documents that were put aside and wait for somebody')
    .option('--process <id>', 'of this process')
    .addOption(new Option('--state <state>', 'which').choices(['open', 'resolved', 'all']).default('open'))
    .action(async ({ process, state }: { process?: string; state: string }) => {
      const query = new URLSearchParams({ state, limit: '200', ...(process === undefined ? {} : { process }) });
      const { documents } = await apiOf(surroundings).call<{ documents: ListedDocument[] }>('GET', `/parked-documents?${query}`);
      if (wantsJson()) return write(`${JSON.stringify(documents, undefined, 2)}\n`);
      const rows = documents.map((one) => [one.parkedAt, one.processName, one.stepTitle, one.kind, one.id, one.reason]);
      write(table(['PARKED', 'PROCESS', 'STEP', 'KIND', 'ID', 'REASON'], rows));
    });

  group
    .command('show')
    .description('the body of a document; all there is to know with --json')
    .argument('<id>')
    .action(async (id: string) => {
      const shown = await apiOf(surroundings).call<ShownDocument>('GET', at(id));
      if (wantsJson()) return write(`${JSON.stringify(shown, undefined, 2)}\n`);
      const { body, truncated } = shown.document;
      surroundings.complain(`${shown.processName}, ${shown.stepTitle}: ${shown.reason}\n`);
      if (truncated) surroundings.complain('Only its first 4 MB are shown.\n');
      write(body === null ? '' : 'text' in body ? body.text : `${body.base64}\n`);
    });

  group
    .command('edit')
    .description('replace the body of a document')
    .argument('<id>')
    .requiredOption('--body <file>', 'what it becomes; - is standard input')
    .option('--content-type <type>', 'what it is, where that changes')
    .action(async (id: string, { body, contentType }: { body: string; contentType?: string }) => {
      const base64 = Buffer.from(await readFileOrInput(body, surroundings)).toString('base64');
      const changed = await apiOf(surroundings).call('PUT', at(id, '/body'), {
        base64,
        ...(contentType === undefined ? {} : { contentType }),
      });
      write(wantsJson() ? `${JSON.stringify(changed, undefined, 2)}\n` : '');
    });

  group
    .command('resume')
    .description('send a document on; prints the id of the execution it goes on in')
    .argument('<id>')
    .option('--go-on', 'behind the step: it took effect')
    .addOption(new Option('--run-again', 'run the step: it did not take effect').conflicts('goOn'))
    .option('--port <port>', 'by this port of the step, where it has several')
    .option('--live', 'in the version that is live now')
    .action(async (id: string, { goOn, runAgain, port, live }: ResumeOptions) => {
      const body = {
        ...(goOn ? { how: 'go-on' } : runAgain ? { how: 'run-again' } : {}),
        ...(port === undefined ? {} : { port }),
        ...(live ? { version: 'live' } : {}),
      };
      const resumed = await apiOf(surroundings).call<{ executionId: string }>('POST', at(id, '/resume'), body);
      write(wantsJson() ? `${JSON.stringify(resumed, undefined, 2)}\n` : `${resumed.executionId}\n`);
    });

  group
    .command('discard')
    .description('decide that a document does not go on')
    .argument('<id>')
    .action(async (id: string) => {
      await apiOf(surroundings).call('POST', at(id, '/discard'), {});
    });
}
