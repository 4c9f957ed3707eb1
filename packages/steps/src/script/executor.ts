import { Body, type Properties, type PropertyValue } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type Emission, implementStep } from '@weft/step-kit/executor';
import { definition } from './definition.ts';

/** Runs the script in the sandbox that the worker gives. */
export const implementation = implementStep(definition, ({ code, contentType, timeoutMs, memoryMb }, tools) => {
  if (tools.script === undefined) throw new WeftError('INTERNAL', 'The step asks for a sandbox, but none was given.');
  const script = tools.script(code, { timeoutMs, memoryMb });
  const type = contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType;
  return async (document, { execution, signal, log }) => {
    const body = await document.body.value();
    const result = await script({ body, properties: document.properties, execution: execution.properties }, signal, log);
    return emissionOf(result, type, document.properties);
  };
});

function emissionOf(result: unknown, contentType: string, before: Properties): Emission {
  if (result === undefined) return { port: 'out' };
  if (!isEnvelope(result)) return { port: 'out', body: Body.fromValue(result, contentType) };
  return {
    port: 'out',
    ...(result.body === undefined ? {} : { body: Body.fromValue(result.body, contentType) }),
    ...(result.properties === undefined ? {} : { properties: { ...before, ...checked(result.properties) } }),
  };
}

interface Envelope {
  readonly body?: unknown;
  readonly properties?: unknown;
}

/** An object with a `properties` or `body` member and nothing else; everything else is the body itself. */
function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key === 'body' || key === 'properties');
}

function checked(properties: unknown): Properties {
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    throw new WeftError('SCRIPT_FAILED', 'The script returned properties that are no object.');
  }
  const result: Record<string, PropertyValue> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
      throw new WeftError('SCRIPT_FAILED', `The script returned a property ${name} that is no text, number, true, false or null.`);
    }
    if (name === '__proto__') throw new WeftError('SCRIPT_FAILED', 'A property cannot be named __proto__.');
    result[name] = value as PropertyValue;
  }
  return result;
}
