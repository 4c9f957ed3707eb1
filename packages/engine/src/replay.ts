import { Body, childDocument, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Emission } from '@weft/step-kit/executor';
import { done, isEmission, isPromise, sourceOf } from './emissions.ts';
import { executionError, failureOf, notAnEmission } from './failure.ts';
import { journalDocument, journalKey, type Notebook } from './journal.ts';
import type { Lineage } from './lineage.ts';
import type { GraphStep } from './plan-graph.ts';
import type { JournalEntry } from './ports.ts';
import type { Run } from './run.ts';
import { hasFailedBefore, isDead } from './scope-frame.ts';

/** A step whose result is kept gives at most so many documents of one. */
const keptEmissionsMax = 1_000;
/** The results of steps that may be repeated are kept up to this size. Bytes. */
const keptBytesMax = 1024 * 1024;

/**
 * Calls a step's executor with the journal around it: what an earlier attempt came to is used in its place; what this one
 * comes to is kept.
 *
 * Returns, rejects or throws what the executor does.
 */
export function callKept(run: Run, notebook: Notebook, kept: Call): unknown {
  const { step, document, call } = kept;
  // A failure that was caught counts for every step: else another attempt might go on where this one turned off.
  if (step.keeps === 'nothing' && !notebook.hasEarlier('failure')) return call();
  const key = journalKey(step.id, document.id);
  const failure = notebook.earlier('failure', key);
  if (failure !== undefined) throw failure.error;
  const result = notebook.earlier('result', key);
  if (result !== undefined) return emissionsOf(result);
  if (step.keeps === 'once') {
    if (notebook.earlier('intent', key) !== undefined) return refuseUnknown(run, kept, key);
    return callOnce(run, notebook, { ...kept, key });
  }
  if (step.keeps === 'nothing') return call();
  const returned = call();
  const note = (value: unknown): unknown => noting(notebook, { step, document, key }, value);
  return isPromise(returned) ? returned.then(note) : note(returned);
}

/** What a journal holds of a step's emissions, as the step would give them. */
export function emissionsOf({ emissions }: Extract<JournalEntry, { kind: 'result' }>): Emission[] {
  return emissions.map(({ port, document: { body, properties } }) => ({ port, body, properties }));
}

/** The entry that keeps what a step gave for a document. */
export function resultEntry(key: string, step: GraphStep, document: Document, emissions: readonly Emission[]): JournalEntry {
  const kept = emissions.map((emission, index) => {
    const child = childDocument(document, step.id, index, emission);
    return { port: emission.port, document: journalDocument(child) };
  });
  return { kind: 'result', key, emissions: kept };
}

interface Kept {
  readonly step: GraphStep;
  readonly document: Document;
  readonly key: string;
}

/** A step's executor, about to be called for a document. */
export interface Call extends Omit<Kept, 'key'> {
  readonly lineage: Lineage | undefined;
  readonly call: () => unknown;
}

async function callOnce(run: Run, notebook: Notebook, { step, document, lineage, key, call }: Kept & Call): Promise<unknown> {
  const isOver = (): boolean => run.ended || isDead(lineage);
  await notebook.write({ kind: 'intent', key });
  if (isOver()) return undefined;
  let emissions: readonly Emission[];
  try {
    emissions = await gather(step, await call());
    for (const { body } of emissions) if (body !== undefined && !body.isStreamed) await body.bytes();
  } catch (thrown) {
    // Told to stop, it may have failed before or after it took effect: the intent alone says so.
    if (isOver()) throw thrown;
    const error = failureOf(step, document, thrown);
    await notebook.write({ kind: 'failure', key, error });
    throw error;
  }
  await notebook.write(resultEntry(key, step, document, emissions));
  return emissions;
}

/** An earlier attempt died between beginning and ending this: only people can find out whether it took effect. */
async function refuseUnknown(run: Run, { step, document, lineage }: Call, key: string): Promise<never> {
  const sentence = `The step "${step.title}" had begun when its worker died, so nobody knows whether it took effect; it was not run again.`;
  const error = failureOf(step, document, new WeftError('OUTCOME_UNKNOWN', sentence));
  // In a scope that was given up before it ended, nobody is to mend anything.
  if (!hasFailedBefore(lineage)) await run.park?.(key, { stepId: step.id, document, reason: sentence, error: executionError(error) });
  throw error;
}

/** Everything a step gives for one document, checked. */
export async function gather(step: GraphStep, returned: unknown): Promise<readonly Emission[]> {
  if (returned === undefined) return [];
  const source = sourceOf(isEmission(returned) ? [returned] : returned);
  if (source === undefined) throw notAnEmission(step, returned);
  const emissions: Emission[] = [];
  for (let next = await source.next(); next !== done; next = await source.next()) {
    if (!isSound(next)) {
      await source.close();
      throw notAnEmission(step, next);
    }
    if (emissions.push(next) <= keptEmissionsMax) continue;
    await source.close();
    throw new WeftError(
      'STEP_FAILED',
      `The step "${step.title}" gave more than ${keptEmissionsMax} documents for one, which a step that must not be repeated cannot.`,
    );
  }
  return emissions;
}

function isSound(value: unknown): value is Emission {
  return isEmission(value) && (value.body === undefined || value.body instanceof Body);
}

/** Passes on what the step gives as it comes and notes it when it has ended, unless it was too much. */
function noting(notebook: Notebook, kept: Kept, returned: unknown): unknown {
  const noteAll = (emissions: readonly unknown[]): void => {
    if (!emissions.every(isSound) || !isSmall(emissions)) return;
    notebook.note(resultEntry(kept.key, kept.step, kept.document, emissions));
  };
  if (returned === undefined || isEmission(returned) || Array.isArray(returned)) {
    noteAll(returned === undefined ? [] : Array.isArray(returned) ? returned : [returned]);
    return returned;
  }
  if (typeof returned !== 'object' || returned === null) return returned;
  if (Symbol.asyncIterator in returned) return tapLater(returned as AsyncIterable<unknown>, noteAll);
  return Symbol.iterator in returned ? tap(returned as Iterable<unknown>, noteAll) : returned;
}

function* tap(emissions: Iterable<unknown>, ended: (all: readonly unknown[]) => void): Generator<unknown> {
  let seen: unknown[] | undefined = [];
  for (const emission of emissions) {
    if (seen !== undefined && seen.push(emission) > keptEmissionsMax) seen = undefined;
    yield emission;
  }
  if (seen !== undefined) ended(seen);
}

async function* tapLater(emissions: AsyncIterable<unknown>, ended: (all: readonly unknown[]) => void): AsyncGenerator<unknown> {
  let seen: unknown[] | undefined = [];
  for await (const emission of emissions) {
    if (seen !== undefined && seen.push(emission) > keptEmissionsMax) seen = undefined;
    yield emission;
  }
  if (seen !== undefined) ended(seen);
}

function isSmall(emissions: readonly Emission[]): boolean {
  if (emissions.length > keptEmissionsMax) return false;
  let bytes = 0;
  try {
    for (const { body } of emissions) {
      if (body === undefined) continue;
      if (body.isStreamed) return false;
      bytes += (body.bytes() as Uint8Array).byteLength;
      if (bytes > keptBytesMax) return false;
    }
  } catch {
    // What cannot be written down is not kept: the step may be run again.
    return false;
  }
  return true;
}
