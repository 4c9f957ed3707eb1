import { Body, type Properties } from '@weft/document';
import { mediaTypeOf } from '@weft/formats';
import { type Emission, implementStep } from '@weft/step-kit/executor';
import { definition } from './definition.ts';
import { inWords, type Report } from './finding.ts';
import { createValidationThread } from './validation-thread.ts';

/** One for the process: schemas are few and checks are short. */
const thread = createValidationThread();
let keys = 0;

/** Sends the document to `valid` as it is, or to `invalid` with what is wrong. */
export const implementation = implementStep(definition, ({ against, invalidBody, errorsMax, timeLimitMs }) => {
  const key = ++keys;
  return async ({ body, properties }, { signal }) => {
    const { charset } = mediaTypeOf(body.contentType);
    const question = { key, bytes: await body.bytes(), charset, most: errorsMax };
    const report = await thread.check({ schema: against, question, timeLimitMs }, signal);
    if (report.count === 0) return { port: 'valid' };
    return invalid(report, properties, invalidBody === 'errors');
  };
});

function invalid(report: Report, before: Properties, inBody: boolean): Emission {
  const { findings, count } = report;
  const [first] = findings;
  const properties = {
    ...before,
    validation_errors: JSON.stringify(findings),
    validation_error_count: count,
    validation_message: first === undefined ? '' : inWords(first),
  };
  return inBody ? { port: 'invalid', properties, body: Body.fromValue({ errors: findings, count }) } : { port: 'invalid', properties };
}
