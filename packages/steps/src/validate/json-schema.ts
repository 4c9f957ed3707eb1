import { decodeText, findJsonFault, jsonDepthMax, locateInJson } from '@weft/formats';
import { Ajv, type ErrorObject, MissingRefError, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import { finding, nowhere, type Report, SchemaFault, unreadable } from './finding.ts';

/** Checks the bytes of one JSON document and lists at most `most` of what is wrong. */
export type Check = (bytes: Uint8Array, charset: string | undefined, most: number) => Report;

/** @throws SchemaFault where the schema cannot be used. */
export function checkByJsonSchema(schemaText: string, checksFormats: boolean): Check {
  const validate = compile(JSON.parse(schemaText) as object | boolean, checksFormats);
  return (bytes, charset, most) => {
    const text = decodeText(bytes, charset);
    let value: unknown;
    try {
      // Numbers beyond a double lose digits here, but only here: the document itself goes on unchanged.
      value = JSON.parse(text);
    } catch {
      if (text.trim() === '') return unreadable(nowhere, 'There is no content.');
      const fault = findJsonFault(text, jsonDepthMax);
      return unreadable(fault ?? nowhere, `It is not JSON: ${fault?.message ?? 'nobody can tell why'}.`);
    }
    if (validate(value)) return { findings: [], count: 0 };
    const errors = validate.errors ?? [];
    const shown = errors.slice(0, most);
    const places = locateInJson(text, new Set(shown.map(({ instancePath }) => instancePath)));
    return {
      findings: shown.map((error) => finding(places.get(error.instancePath) ?? nowhere, error.instancePath, messageOf(error))),
      count: errors.length,
    };
  };
}

function compile(schema: object | boolean, checksFormats: boolean) {
  const ajv = instanceFor(schema);
  if (checksFormats) addFormats.default(ajv);
  try {
    return ajv.compile(schema);
  } catch (cause) {
    throw new SchemaFault(
      cause instanceof MissingRefError
        ? `The schema refers to "${cause.missingRef}", which is not part of it. Put it under $defs: nothing is fetched.`
        : `The JSON Schema cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    );
  }
}

const options: Options = {
  allErrors: true,
  // Keywords of other tools (example, xml, x-…) are notes, as the specification says.
  strict: false,
  strictNumbers: false,
  logger: false,
  code: { regExp: Object.assign(linearPattern, { code: 'linearPattern' }) },
};

function instanceFor(schema: object | boolean): Ajv | Ajv2019 | Ajv2020 {
  const dialect = typeof schema === 'object' && '$schema' in schema ? String(schema.$schema).replace(/#$/, '') : '';
  if (dialect === '' || dialect.endsWith('/2020-12/schema')) return new Ajv2020(options);
  if (dialect.endsWith('/2019-09/schema')) return new Ajv2019(options);
  // Draft 6 differs from draft 7 only in lacking some keywords.
  if (/\/draft-0[67]\/schema$/.test(dialect)) return new Ajv({ ...options, validateSchema: dialect.includes('draft-07') });
  throw new SchemaFault(`The schema is written for "${dialect}", which is not known. Use draft 6, 7, 2019-09 or 2020-12.`);
}

/** Patterns that RE2 knows take linear time; of look-around and back-references the time limit takes care. */
function linearPattern(source: string, flags: string): Pick<RegExp, 'test'> {
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(source));
    // The validator tells patterns apart by their text.
    const linear = { test: (text: string) => pattern.matcher(text).find(), toString: () => `/${source}/` };
    return linear;
  } catch {
    return new RegExp(source, flags);
  }
}

/** The words of the validator, with the names and values that it keeps apart. */
function messageOf({ keyword, message = 'is not allowed', params }: ErrorObject): string {
  const detail = params as Record<string, unknown>;
  switch (keyword) {
    case 'additionalProperties':
      return `must not have the property "${detail.additionalProperty}"`;
    case 'unevaluatedProperties':
      return `must not have the property "${detail.unevaluatedProperty}"`;
    case 'propertyNames':
      return `must not have the property "${detail.propertyName}": its name is not allowed`;
    case 'enum':
      return `must be one of ${JSON.stringify(detail.allowedValues)}`;
    case 'const':
      return `must be ${JSON.stringify(detail.allowedValue)}`;
    default:
      return message;
  }
}
