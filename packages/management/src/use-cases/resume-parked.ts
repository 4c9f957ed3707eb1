import type { ExecuteJob } from '@weft/call/internal-api';
import { newId, type ParkedDocument, type Version } from '@weft/database';
import { createDocument, fromWire, toWire } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { ManagementServices } from '../services.ts';
import { requireParked } from './require-parked.ts';
import { requireProcess, requireVersion } from './require-process.ts';

type Services = Pick<ManagementServices, 'database' | 'blobs' | 'now'>;

export interface ResumeRequest {
  readonly id: string;
  readonly how: 'go-on' | 'run-again' | undefined;
  readonly port: string | undefined;
  readonly version: 'begun-with' | 'live';
  readonly by: string;
}

/**
 * Sends a parked document on, once: the execution in which it goes on is accepted in the same transaction. Returns its id.
 *
 * @throws WeftError `NOT_FOUND`; `CONFLICT` where it was resolved before, or the version has no such step; `REQUEST_INVALID`
 * where the request leaves open how it goes on.
 */
export async function resumeParked(services: Services, request: ResumeRequest): Promise<string> {
  const { database, blobs } = services;
  const { parked, document, properties } = await requireParked(database, request.id);
  const version = await versionOf(services, parked, request.version);
  const executionId = newId();
  // A copy: the execution throws away what it began with, and the parked document is kept for a while.
  const { body } = fromWire(document, blobs);
  const copy = await toWire(createDocument('root', body, document.properties), blobs);
  const job: ExecuteJob = {
    executionId,
    environmentId: parked.environmentId,
    processId: parked.processId,
    versionId: version.id,
    parentId: parked.executionId,
    trigger: 'resume',
    mode: 'general',
    acceptedAt: services.now().getTime(),
    properties: { ...properties },
    document: { ...copy, properties: { ...copy.properties } },
    entry: entryOf(parked, version, request),
    inbox: true,
  };
  try {
    await database.parked.resolve(request.id, { kind: 'resumed', by: request.by, executionId, job: JSON.stringify(job) });
  } catch (error) {
    if ('blob' in copy.body) await blobs.delete(copy.body.blob.key).catch(() => undefined);
    throw error;
  }
  return executionId;
}

async function versionOf({ database }: Services, parked: ParkedDocument, which: ResumeRequest['version']): Promise<Version> {
  if (which === 'begun-with') return requireVersion(database, parked.processId, parked.versionId);
  const process = await requireProcess(database, parked.processId);
  if (process.live === undefined) {
    throw new WeftError('CONFLICT', `"${process.name}" is not published: send the document on in the version that it was parked by.`);
  }
  return requireVersion(database, parked.processId, process.live.versionId);
}

function entryOf(parked: ParkedDocument, version: Version, { how, port }: ResumeRequest): NonNullable<ExecuteJob['entry']> {
  const { stepId, stepTitle } = parked;
  const step = version.plan.steps[stepId];
  if (step === undefined) {
    throw new WeftError(
      'CONFLICT',
      `This version of the process has no step "${stepTitle}" any more: choose the one that the document was parked by.`,
    );
  }
  const wanted = how ?? (parked.port === undefined ? undefined : 'go-on');
  if (wanted === undefined) {
    throw new WeftError(
      'REQUEST_INVALID',
      `Nobody knows whether the step "${stepTitle}" took effect. Find out, then say how the document goes on: "go-on" behind the step if it did, "run-again" if it did not.`,
    );
  }
  if (wanted === 'run-again') return { stepId };
  return { stepId, port: portOf(Object.keys(step.outputs), port ?? parked.port, stepTitle) };
}

function portOf(ports: readonly string[], wanted: string | undefined, stepTitle: string): string {
  const [first] = ports;
  if (first === undefined)
    throw new WeftError('REQUEST_INVALID', `Nothing can follow the step "${stepTitle}": discard the document instead.`);
  if (wanted === undefined && ports.length === 1) return first;
  if (wanted !== undefined && ports.includes(wanted)) return wanted;
  const names = ports.map((name) => `"${name}"`).join(', ');
  throw new WeftError('REQUEST_INVALID', `Say by which port of the step "${stepTitle}" the document goes on: ${names}.`);
}
