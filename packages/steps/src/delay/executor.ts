import { implementWait } from '@weft/step-kit/executor';
import { compileEnd } from '../end-of-wait.ts';
import { definition } from './definition.ts';

/** Nothing is sent on before, and what went in goes on. */
export const implementation = implementWait(definition, ({ wait }, tools) => {
  const endOf = compileEnd(wait, tools, '/wait');
  return {
    begin: async (document, context) => {
      const until = await endOf(document, context);
      context.log('info', `Waits until ${new Date(until).toISOString()}.`);
      return { until, callback: false };
    },
    end: () => ({ port: 'out' }),
  };
});
