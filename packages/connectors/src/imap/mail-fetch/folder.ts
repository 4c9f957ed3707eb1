import { cancellationOf, WeftError } from '@weft/errors';
import type { ImapFlow, MailboxObject, SearchObject } from 'imapflow';
import type { ImapClient } from '../client.ts';
import { imapFailure } from '../failure.ts';

/** Which messages are looked for; empty texts fit all. */
interface WantedMessages {
  readonly unread: boolean;
  readonly from: string;
  readonly subject: string;
}

/** One folder of a mailbox while its messages are fetched. Opens a session when it needs one, also when the last one has ended. */
export interface OpenFolder {
  /** Numbers of messages, the oldest first. @throws WeftError `NOT_FOUND` where there is no such folder. */
  find(wanted: WantedMessages): Promise<number[]>;
  /** Says which life of the folder the numbers belong to. */
  validity(): Promise<string>;
  /** The whole message; undefined where it is not there any more. Does not mark it read. */
  read(uid: number): Promise<Uint8Array | undefined>;
  markSeen(uid: number): Promise<void>;
  remove(uid: number): Promise<void>;
  /** To a folder that is made where it is not there. */
  move(uid: number, folder: string): Promise<void>;
  close(): Promise<void>;
}

export function openFolder(client: ImapClient, { path, signal }: { readonly path: string; readonly signal: AbortSignal }): OpenFolder {
  let known: { readonly session: ImapFlow; readonly mailbox: MailboxObject } | undefined;
  let validity: string | undefined;

  async function live() {
    if (known?.session.usable === true) return known;
    const session = await client.session(signal);
    try {
      const mailbox = await session.mailboxOpen(path);
      const now = String(mailbox.uidValidity);
      if (validity !== undefined && validity !== now)
        throw new WeftError(
          'CONFLICT',
          `The folder "${path}" was made anew while its messages were fetched. The next execution takes them.`,
        );
      validity = now;
      known = { session, mailbox };
      return known;
    } catch (thrown) {
      session.close();
      const { mailboxMissing } = thrown as { readonly mailboxMissing?: boolean };
      if (mailboxMissing === true)
        throw new WeftError('NOT_FOUND', `There is no folder "${path}" in this mailbox on ${client.server}.`, { cause: thrown });
      throw thrown;
    }
  }

  async function attempt<T>(what: string, work: (session: ImapFlow) => Promise<T>): Promise<T> {
    try {
      return await work((await live()).session);
    } catch (thrown) {
      if (signal.aborted) throw cancellationOf(signal);
      throw imapFailure(thrown, { ...client, what });
    }
  }

  /** The client answers false where the server refused. */
  async function done(what: string, work: (session: ImapFlow) => Promise<unknown>): Promise<void> {
    const result = await attempt(what, work);
    if (result === false) throw new WeftError('STEP_FAILED', `The mail server ${client.server} refused to ${what}.`);
  }

  return {
    async find({ unread, from, subject }) {
      const query: SearchObject = {
        ...(unread ? { seen: false } : {}),
        ...(from === '' ? {} : { from }),
        ...(subject === '' ? {} : { subject }),
        ...(unread || from !== '' || subject !== '' ? {} : { all: true }),
        deleted: false,
      };
      const found = await attempt(`search the folder "${path}"`, (session) => session.search(query, { uid: true }));
      return (found || []).sort((a, b) => a - b);
    },
    async validity() {
      await attempt(`open the folder "${path}"`, async () => {});
      return validity ?? '';
    },
    read: (uid) =>
      attempt('give a message', async (session) => {
        const message = await session.fetchOne(String(uid), { source: true }, { uid: true });
        return message === false ? undefined : message.source;
      }),
    markSeen: (uid) => done('mark a message read', (session) => session.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })),
    remove: (uid) => done('delete a message', (session) => session.messageDelete(String(uid), { uid: true })),
    move: (uid, folder) =>
      done(`move a message to "${folder}"`, async (session) => {
        await session.mailboxCreate(folder);
        return session.messageMove(String(uid), folder, { uid: true });
      }),
    async close() {
      const session = known?.session;
      known = undefined;
      if (session?.usable === true) await session.logout().catch(() => {});
      session?.close();
    },
  };
}
