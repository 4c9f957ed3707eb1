import { createHash } from 'node:crypto';
import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { implementStep, type StepContext } from '@weft/step-kit/executor';
import type * as z from 'zod';
import type { ImapClient } from '../client.ts';
import { definition } from './definition.ts';
import { type OpenFolder, openFolder } from './folder.ts';
import { messageDocuments } from './message-documents.ts';

type Config = z.output<typeof definition.config>;

const dayMs = 86_400_000;

/** Fetches messages one by one; each goes on when all of it is here, and what is done with it afterwards has been done. */
export const implementation = implementStep(definition, (config, tools) => {
  const connection = tools.connection<ImapClient>(config.connection);
  const folder = tools.template(config.folder, '/folder');
  const from = tools.template(config.from, '/from');
  const subject = tools.template(config.subject, '/subject');
  const moveTo = config.after.kind === 'move' ? tools.template(config.after.folder, '/after/folder') : undefined;
  const { result, attachments, messagesMax } = config;

  return async function* run(document, context) {
    const { execution, signal } = context;
    const path = await folder(document, execution);
    const target = await moveTo?.(document, execution);
    const wanted = {
      unread: config.which === 'unread',
      from: await from(document, execution),
      subject: await subject(document, execution),
    };
    const client = await connection.client(signal);
    const open = openFolder(client, { path, signal });
    let given = 0;
    try {
      for (const uid of await open.find(wanted)) {
        if (given >= messagesMax) break;
        const claim = await claimOf(config, { document, context, open, path, uid });
        if (!(await claim.take())) continue;
        try {
          const source = await open.read(uid);
          // Somebody else was faster.
          if (source === undefined) continue;
          const documents = await messageDocuments(source, { result, attachments, properties: document.properties });
          await settle(open, uid, { after: config.after, target });
          given += 1;
          yield documents;
        } catch (thrown) {
          await claim.giveBack();
          throw thrown;
        }
      }
    } finally {
      await open.close();
    }
    if (given === 0) yield { port: 'none', properties: { ...document.properties, mail_found: 0 } };
  };
});

interface Afterwards {
  readonly after: Config['after'];
  readonly target: string | undefined;
}

async function settle(open: OpenFolder, uid: number, { after, target }: Afterwards): Promise<void> {
  switch (after.kind) {
    case 'leave':
      return;
    case 'seen':
      return open.markSeen(uid);
    case 'delete':
      return open.remove(uid);
    case 'move':
      return open.move(uid, target ?? '');
    default:
      return after satisfies never;
  }
}

interface Claiming {
  readonly document: Document;
  readonly context: StepContext;
  readonly open: OpenFolder;
  readonly path: string;
  readonly uid: number;
}

/** The mark that a message was taken. The same document of the same execution may take it again: it was killed in between. */
async function claimOf(config: Config, { document, context: { store, execution }, open, path, uid }: Claiming) {
  if (!config.once) return { take: async () => true, giveBack: async () => {} };
  if (store === undefined)
    throw new WeftError(
      'STEP_FAILED',
      'Messages can be taken once only where there is a store that remembers them, and there is none here.',
    );
  const space = `mail:${config.connection}`;
  // A message is known by its number within one life of its folder (RFC 9051 §2.3.1.1).
  const key = createHash('sha256')
    .update(JSON.stringify([path, await open.validity(), uid]))
    .digest('hex');
  return {
    take: () => store.claim(space, key, `${execution.id} ${document.id}`, config.rememberDays * dayMs),
    // A message that could not be fetched is one for the next time.
    giveBack: () => store.remove(space, key).catch(() => {}),
  };
}
