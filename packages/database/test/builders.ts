import { randomUUID } from 'node:crypto';
import type { ExecutionTrace, Plan, ProcessFile } from '@weft/process';
import type { RouteSpec } from '@weft/step-kit';
import type { ExecutionRecord, Publication } from '../src/contract.ts';

/** A small process file; `title` is the start step's, so that two files can differ. */
export function aFile(name = 'Orders', title = 'Start'): ProcessFile {
  return {
    formatVersion: 1,
    name,
    steps: {
      start: { type: 'http-endpoint', version: 1, title, config: { path: 'orders', 'a-key': 1 }, position: { x: 0, y: 0 } },
      a: { type: 'reply', version: 1, config: {}, position: { x: 200, y: 0 } },
    },
    links: [{ from: { step: 'start', port: 'out' }, to: 'a' }],
  };
}

export function aPlan(hash = 'hash-1', config: Record<string, unknown> = {}): Plan {
  return {
    hash,
    start: 'start',
    steps: {
      start: { id: 'start', type: 'http-endpoint', title: 'Start', role: 'start', effect: 'none', config, outputs: {}, forks: [] },
    },
  };
}

export function aRoute(path: string, methods: readonly string[] = ['GET']): RouteSpec {
  return { protocol: 'rest', methods, path, timeoutMs: 30_000, bodyBytesMax: 1_000_000, authentication: 'none', mode: 'general' };
}

export function aPublication(processId: string, given: Partial<Publication> = {}): Publication {
  return { processId, file: aFile(), plan: aPlan(), routes: [], by: 'tester', note: '', ...given };
}

export function aTrace(given: Partial<ExecutionTrace> = {}): ExecutionTrace {
  return {
    status: 'running',
    attempt: 1,
    startedAt: 1_000,
    steps: {},
    documents: [],
    log: [],
    dropped: { documents: 0, log: 0 },
    ...given,
  };
}

export function aRecord(given: Partial<ExecutionRecord> = {}): ExecutionRecord {
  return {
    id: randomUUID(),
    environmentId: 'production',
    processId: 'p',
    versionId: 'v',
    trigger: 'http',
    mode: 'general',
    acceptedAt: new Date(1_700_000_000_000),
    properties: {},
    attempt: 1,
    trace: aTrace(),
    ...given,
  };
}
