import { Body, type Document } from '@weft/document';
import { arrive, type Branching, firesInOrder } from './branching.ts';
import { journalDocument, journalKey, type Notebook } from './journal.ts';
import type { JournalDocument } from './ports.ts';

/** The journal's name of a branching. */
export function keyOfBranching({ joinStep, forkDocument }: Branching): string {
  return journalKey(joinStep.id, forkDocument.id);
}

/**
 * Has a branching that an earlier attempt decided by who came first, or by its time limit, decide the same way.
 *
 * Where it returns true, the time limit does not matter any more.
 */
export function recallJoin(notebook: Notebook, branching: Branching): boolean {
  const noted = notebook.earlier('join', keyOfBranching(branching));
  if (noted === undefined) return false;
  branching.recalled = true;
  for (const [path, documents] of Object.entries(noted.arrived)) branching.arrived.set(path, [...documents]);
  if (firesInOrder(branching.joinStep)) branching.isReady = true;
  return true;
}

/** Notes what a join goes on with where chance decided: the first to come, or whoever had come when the time was up. */
export function noteJoin(notebook: Notebook, branching: Branching): void {
  if (branching.recalled) return;
  if (branching.isClosed && branching.joinStep.join?.mode !== 'first') return;
  const arrived: Record<string, JournalDocument[]> = {};
  for (const [path, documents] of branching.arrived) arrived[path] = documents.map(journalDocument);
  notebook.note({ kind: 'join', key: keyOfBranching(branching), arrived });
}

/**
 * Mode `each` with a time limit: true where the document goes on. Those that do are remembered by their ids, because the
 * time limit decides which they are.
 */
export function passesEach(branching: Branching, path: string, document: Document): boolean {
  if (branching.recalled) return branching.arrived.get(path)?.some(({ id }) => id === document.id) ?? false;
  if (branching.joinStep.join?.timeLimitMs !== undefined) arrive(branching, path, { id: document.id, body: Body.empty, properties: {} });
  return true;
}
