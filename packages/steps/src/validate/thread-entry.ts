import { parentPort } from 'node:worker_threads';
import { WeftError } from '@weft/errors';
import { nowhere, SchemaFault, unreadable } from './finding.ts';
import { type Check, checkByJsonSchema } from './json-schema.ts';
import type { Answer, Question, Schema } from './thread-protocol.ts';
import { checkByXsd } from './xsd.ts';

/** Versions come and go; a schema that was dropped is asked for again. */
const compiledMax = 100;
const compiled = new Map<number, Check>();

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));
parentPort?.postMessage({ kind: 'ready' } satisfies Answer);

function answer({ key, schema, bytes, charset, most }: Question): Answer {
  try {
    let check = compiled.get(key);
    if (check === undefined) {
      if (schema === undefined) return { kind: 'schema-wanted' };
      check = compile(schema);
      if (compiled.size >= compiledMax) compiled.delete(compiled.keys().next().value ?? key);
      compiled.set(key, check);
    }
    return { kind: 'report', report: check(bytes, charset, most) };
  } catch (thrown) {
    if (thrown instanceof SchemaFault) return { kind: 'schema-fault', message: thrown.message };
    // Bytes that are no text in their character set.
    if (thrown instanceof WeftError) return { kind: 'report', report: unreadable(nowhere, thrown.message) };
    if (thrown instanceof RangeError) {
      return { kind: 'report', report: unreadable(nowhere, 'The document is nested too deeply to be checked.') };
    }
    return { kind: 'failed', detail: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}

function compile(schema: Schema): Check {
  return schema.language === 'xsd' ? checkByXsd(schema.schema, schema.files) : checkByJsonSchema(schema.schema, schema.formats);
}
