import { setTimeout as delay } from 'node:timers/promises';
import { WeftError } from '@weft/errors';
import pg from 'pg';

interface Subscription {
  readonly receive: (payload: string) => void;
  /** After a lost connection came back: what was sent meanwhile is lost, so read again. */
  readonly reconnected?: () => void;
}

/** Hears what other processes NOTIFY, over one connection of its own that is mended when it breaks. */
export interface Listener extends AsyncDisposable {
  /**
   * Returns when the server has confirmed: whatever is sent from then on is heard.
   * @throws WeftError `DATABASE_UNAVAILABLE` where the first connection cannot be made (later ones are tried for ever).
   */
  subscribe(channel: string, subscription: Subscription): Promise<AsyncDisposable>;
}

/** A connection, and what to call when it is found to be broken (as often as one likes). */
interface Connection {
  readonly client: pg.Client;
  readonly lost: () => void;
}

const heartbeatMs = 15_000;
const retryMs = { first: 50, most: 5_000 };

/** Connects at the first subscription. `url` must lead to the server itself: a pooler in transaction mode has no LISTEN. */
export function makeListener(url: string): Listener {
  const subscriptions = new Map<string, Set<Subscription>>();
  let connection: Promise<Connection> | undefined;
  const closing = new AbortController();

  async function openClient(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, keepAlive: true, query_timeout: heartbeatMs, application_name: 'weft-listener' });
    client.on('notification', ({ channel, payload }) => {
      for (const subscription of subscriptions.get(channel) ?? []) subscription.receive(payload ?? '');
    });
    // Without a listener the event would end the process; until it is watched over, a break shows as a query that fails.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** A connection may also die without a word: then the heartbeat is what does not come back. */
  function watchOver(client: pg.Client): Connection {
    const heartbeat = setInterval(() => void client.query('SELECT 1').catch(lost), heartbeatMs);
    heartbeat.unref();
    let gone = false;
    function lost(): void {
      if (gone) return;
      gone = true;
      clearInterval(heartbeat);
      client.end().catch(() => undefined);
      if (!closing.signal.aborted) {
        connection = reconnect();
        // Whoever waits for it sees the error; where nobody does, closing has ended the attempts.
        connection.catch(() => undefined);
      }
    }
    client.on('error', lost).on('end', lost);
    return { client, lost };
  }

  async function reconnect(): Promise<Connection> {
    for (let wait = retryMs.first; ; wait = Math.min(wait * 2, retryMs.most)) {
      const client = await openClient().catch(() => undefined);
      if (client !== undefined && (await listenToAll(client))) {
        for (const set of subscriptions.values()) for (const { reconnected } of set) if (reconnected) queueMicrotask(reconnected);
        return watchOver(client);
      }
      await delay(wait, undefined, { ref: false, signal: closing.signal });
    }
  }

  async function listenToAll(client: pg.Client): Promise<boolean> {
    try {
      for (const channel of subscriptions.keys()) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      return true;
    } catch {
      client.end().catch(() => undefined);
      return false;
    }
  }

  function connected(): Promise<Connection> {
    connection ??= openClient().then(watchOver, (cause) => {
      connection = undefined;
      throw new WeftError('DATABASE_UNAVAILABLE', 'The database does not take connections.', { cause, retryable: true });
    });
    return connection;
  }

  async function listen(channel: string): Promise<void> {
    const { client, lost } = await connected();
    try {
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      // Only a broken connection makes LISTEN fail, and the query may hear of it first. The next one listens to all that is subscribed.
      lost();
      if (closing.signal.aborted) throw error;
      await connection;
    }
  }

  async function unsubscribe(channel: string, subscription: Subscription): Promise<void> {
    const set = subscriptions.get(channel);
    if (!set?.delete(subscription) || set.size > 0) return;
    subscriptions.delete(channel);
    const current = closing.signal.aborted ? undefined : await connection?.catch(() => undefined);
    // Somebody may have subscribed again while we waited. A connection that is lost listens to nothing.
    if (current !== undefined && !subscriptions.has(channel)) {
      const { client } = current;
      await client.query(`UNLISTEN ${client.escapeIdentifier(channel)}`).catch(() => undefined);
      if (subscriptions.has(channel)) await listen(channel);
    }
  }

  return {
    async subscribe(channel, subscription) {
      // A copy: the same object may be subscribed twice.
      const own: Subscription = { ...subscription };
      const set = subscriptions.get(channel) ?? new Set();
      subscriptions.set(channel, set.add(own));
      try {
        await listen(channel);
      } catch (error) {
        set.delete(own);
        if (set.size === 0 && subscriptions.get(channel) === set) subscriptions.delete(channel);
        throw error;
      }
      return { [Symbol.asyncDispose]: () => unsubscribe(channel, own) };
    },

    async [Symbol.asyncDispose]() {
      closing.abort();
      subscriptions.clear();
      const current = await connection?.catch(() => undefined);
      await current?.client.end().catch(() => undefined);
    },
  };
}
