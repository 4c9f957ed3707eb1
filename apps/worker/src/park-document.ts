import type { ExecuteJob } from '@weft/call';
import type { ParkedDocuments } from '@weft/database';
import { type BlobStore, toWire } from '@weft/document';
import type { EngineServices } from '@weft/engine';
import { derivedId } from './derived-id.ts';

export interface ParkingOptions {
  readonly parked: Pick<ParkedDocuments, 'park'>;
  readonly blobs: BlobStore;
}

/** Puts documents of an execution aside, durably, with all that is needed to send them on later. The same key parks once. */
export function createParking({ parked, blobs }: ParkingOptions): (job: ExecuteJob) => NonNullable<EngineServices['park']> {
  return (job) =>
    async (key, { document, reason, stepId, port, error }) => {
      const { executionId, environmentId, processId, versionId, properties } = job;
      const id = derivedId(job.acceptedAt, 'parked', executionId, key);
      const wire = await toWire(document, blobs);
      const isNew = await parked.park(
        { id, environmentId, processId, versionId, executionId, stepId, port, reason, error },
        wire,
        properties,
      );
      // Another attempt has parked it before: its body is kept already.
      if (!isNew && 'blob' in wire.body) await blobs.delete(wire.body.blob.key).catch(() => undefined);
    };
}
