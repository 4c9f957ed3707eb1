import type { Document, Properties } from '@weft/document';
import { implementWait, type WaitContext } from '@weft/step-kit/executor';
import { compileEnd } from '../end-of-wait.ts';
import { definition } from './definition.ts';

/** Tells where to call before it waits: whoever is to call back has to hear of it. */
export const implementation = implementWait(definition, ({ limit, body }, tools) => {
  const endOf = limit.ends === 'never' ? undefined : compileEnd(limit, tools, '/limit');
  return {
    begin: async (document, context) => {
      const until = await endOf?.(document, context);
      context.log('info', until === undefined ? 'Waits for a callback.' : `Waits for a callback until ${new Date(until).toISOString()}.`);
      return { callback: true, before: requested(document, context), ...(until === undefined ? {} : { until }) };
    },
    end: (document, end) => {
      if (end.kind === 'time') return { port: 'timed-out' };
      const properties = { ...document.properties, ...fromCaller(end.document.properties) };
      return { port: 'resumed', properties, ...(body === 'callback' ? { body: end.document.body } : {}) };
    },
  };
});

function requested({ properties }: Document, { callbackUrl }: WaitContext) {
  return { port: 'requested', properties: { ...properties, callback_url: callbackUrl } };
}

/** What the caller sent beside the body must not be taken for what the document had. */
function fromCaller(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [`callback_${name}`, value]));
}
