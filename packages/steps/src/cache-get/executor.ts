import { Body, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type Emission, implementStep } from '@weft/step-kit/executor';
import { cacheSpace } from '../cache-space.ts';
import { sharedKey, storeOf } from '../shared-key.ts';
import { definition } from './definition.ts';

/** Properties are recorded with every document they travel on. */
const propertyBytesMax = 64 * 1024;

/** Goes on by `hit` with what is there, by `miss` with the document as it came. */
export const implementation = implementStep(definition, (config, tools) => {
  const key = tools.template(config.key, '/key');
  const { into } = config;
  const hit = (document: Document, body: Body): Emission | Promise<Emission> =>
    into.as === 'body' ? { port: 'hit', body } : asProperty(document, body, into.name);

  return async (document, context) => {
    const { execution, signal } = context;
    const at = sharedKey(await key(document, execution), '/key');
    signal.throwIfAborted();
    const found = await storeOf(context).get(cacheSpace(config, execution), at);
    const body = found && (await readNow(found.body));
    return body === undefined ? { port: 'miss' } : hit(document, body);
  };
});

/** What was replaced between finding and reading it is not there any more. */
async function readNow(body: Body): Promise<Body | undefined> {
  try {
    return Body.fromBytes(await body.bytes(), body.contentType);
  } catch {
    return undefined;
  }
}

async function asProperty({ properties }: Document, body: Body, name: string): Promise<Emission> {
  if (body.size !== undefined && body.size > propertyBytesMax) {
    const sentence = `What the cache holds has ${body.size} bytes; a property takes at most ${propertyBytesMax}. Let it become the body.`;
    throw new WeftError('STEP_FAILED', sentence, { place: { pointer: '/into' } });
  }
  return { port: 'hit', properties: { ...properties, [name]: await body.text() } };
}
