import { Body, createDocument, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type ExecutionInfo, implementStep } from '@weft/step-kit/executor';
import { cacheSpace } from '../cache-space.ts';
import { sharedKey, storeOf } from '../shared-key.ts';
import { millisecondsOf } from '../time-span.ts';
import { definition } from './definition.ts';

/** Caches are for what is asked for often; what is larger belongs into a database or a file. */
const bytesMax = 8 * 1024 * 1024;

/** Keeps what it is told to, durably, before the document goes on. */
export const implementation = implementStep(definition, (config, tools) => {
  const key = tools.template(config.key, '/key');
  const { value, keepFor } = config;
  const text = value.from === 'text' ? tools.template(value.template, '/value/template') : undefined;

  async function kept(document: Document, execution: ExecutionInfo): Promise<Body> {
    if (text !== undefined) return Body.fromText(await text(document, execution));
    const { body } = document;
    return Body.fromBytes(await body.bytes(), body.contentType);
  }

  return async (document, context) => {
    const { execution, signal } = context;
    const at = sharedKey(await key(document, execution), '/key');
    const body = await kept(document, execution);
    if (body.size !== undefined && body.size > bytesMax) throw tooLarge(body.size);
    signal.throwIfAborted();
    await storeOf(context).put(cacheSpace(config, execution), at, createDocument('cached', body), millisecondsOf(keepFor));
    return { port: 'out' };
  };
});

function tooLarge(bytes: number): WeftError {
  return new WeftError('BODY_TOO_LARGE', `A cache keeps up to ${bytesMax} bytes under a key; this would be ${bytes}.`);
}
