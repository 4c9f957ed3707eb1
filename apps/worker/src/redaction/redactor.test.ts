import type { TraceDocument, TraceEvent } from '@weft/process';
import { describe, expect, test } from 'vitest';
import { createRedactor } from './redactor.ts';

const iban = 'DE89370400440532013000';

function emitted(text: string, contentType: string, given: Partial<TraceDocument> = {}): TraceEvent {
  const document = { id: 'root', stepId: 'start', port: 'out', parentId: '', contentType, body: { text }, properties: {}, ...given };
  return { kind: 'step.emitted', at: 1, document };
}

function bodyAfter(marks: readonly string[], text: string, contentType: string, given: Partial<TraceDocument> = {}) {
  const event = createRedactor(marks).event(emitted(text, contentType, given));
  if (event.kind !== 'step.emitted') throw new Error('another event');
  return event.document;
}

const textAfter = (...given: Parameters<typeof bodyAfter>) => {
  const { body } = bodyAfter(...given);
  return body !== undefined && 'text' in body ? body.text : undefined;
};

describe('a marked value is masked', () => {
  test.each([
    ['/customer/iban', `{"customer":{"iban":"${iban}","name":"Ada"}}`, '{"customer":{"iban":"[redacted]","name":"Ada"}}'],
    ['//iban', `[{"a":[{"iban":"${iban}"}]},{"iban":null}]`, '[{"a":[{"iban":"[redacted]"}]},{"iban":"[redacted]"}]'],
    ['/lines/price', '{"lines":[{"price":1},{"price":2,"id":3}]}', '{"lines":[{"price":"[redacted]"},{"price":"[redacted]","id":3}]}'],
    ['/lines/*/price', '{"lines":[{"price":1}]}', '{"lines":[{"price":"[redacted]"}]}'],
    ['/lines/1/price', '{"lines":[{"price":1},{"price":2}]}', '{"lines":[{"price":1},{"price":"[redacted]"}]}'],
    ['/a~1b/c~0d', '{"a/b":{"c~d":1}}', '{"a/b":{"c~d":"[redacted]"}}'],
    ['/customer', '{"customer":{"iban":"x"},"n":12345678901234567890}', '{"customer":"[redacted]","n":12345678901234567890}'],
  ])('in JSON, by %s', (mark, before, after) => {
    expect(textAfter([mark], before, 'application/json')).toBe(after);
  });

  test.each([
    ['/order/customer/iban', `<order><customer><iban>${iban}</iban><name>Ada</name></customer></order>`],
    ['/order/customer/@iban', `<order><customer iban="${iban}"/></order>`],
    ['//iban', `<p:order xmlns:p="urn:x"><p:iban>${iban}</p:iban><p:iban>${iban}</p:iban></p:order>`],
    ['/order/iban', `<p:order xmlns:p="urn:x"><p:iban a="1"><![CDATA[${iban}]]></p:iban></p:order>`],
  ])('in XML, by %s', (mark, before) => {
    const after = textAfter([mark], before, 'text/xml; charset=utf-8');
    expect(after).toContain('[redacted]');
    expect(after).not.toContain(iban);
  });

  test('in a table, by its column, whatever separates and quotes', () => {
    const csv = 'id;"iban";name\r\n1;"DE;""1""";Ada\r\n2;DE2;Bob\r\n';
    expect(textAfter(['iban'], csv, 'text/csv')).toBe('id;"iban";name\r\n1;[redacted];Ada\r\n2;[redacted];Bob\r\n');
    expect(textAfter(['iban'], 'iban,n\nDE1111,1\nDE22', 'text/csv', { truncated: true })).toBe('iban,n\n[redacted],1\n[redacted]');
    expect(textAfter(['iban'], 'a|iban\n1|"x\ny"\n2|z', 'text/csv')).toBe('a|iban\n1|[redacted]\n2|[redacted]');
  });

  test('in each of JSON lines, and in the field of a form', () => {
    expect(textAfter(['/iban'], '{"iban":"a"}\n{"iban":"b"}\n{"ib', 'application/x-ndjson', { truncated: true })).toBe(
      '{"iban":"[redacted]"}\n{"iban":"[redacted]"}',
    );
    expect(textAfter(['iban'], `a=1&iban=${iban}`, 'application/x-www-form-urlencoded')).toBe('a=1&iban=%5Bredacted%5D');
  });
});

test('what has no marked value stays as it was written, byte for byte', () => {
  expect(bodyAfter(['/iban'], '{ "name" :  "Ada" }', 'application/json')).not.toHaveProperty('redacted');
  expect(textAfter(['/iban'], '{ "name" :  "Ada" }', 'application/json')).toBe('{ "name" :  "Ada" }');
  expect(bodyAfter(['/iban'], `{"iban":"${iban}"}`, 'application/json').redacted).toBe(true);
});

test.each([
  ['cut JSON', '{"iban":"DE8937', 'application/json', { truncated: true }],
  ['what is no JSON', `iban=${iban}`, 'application/json', {}],
  ['broken XML', `<iban>${iban}`, 'application/xml', {}],
  ['bytes', '', 'application/zip', { body: { base64: Buffer.from(iban).toString('base64') } }],
] as const)('a body in which nobody can look for it is not recorded: %s', (_, text, contentType, given) => {
  const document = bodyAfter(['//iban'], text, contentType, given);
  expect(document).toMatchObject({ redacted: true });
  expect(document).not.toHaveProperty('body');
});

test('a value that was masked once is nowhere told again: other bodies, properties, log, errors', () => {
  const redactor = createRedactor(['//iban', '//pin']);
  redactor.event(emitted(`{"iban":"${iban}","pin":4711}`, 'application/json'));
  const events: TraceEvent[] = [
    emitted(`Dear customer ${iban}.`, 'text/plain', { properties: { note: `of ${iban}`, pin: 4711 } }),
    { kind: 'log', line: { at: 1, level: 'info', message: `paid from ${iban}`, fields: { deep: [{ iban, pin: 4711 }] } } },
    { kind: 'step.failed', at: 1, stepId: 's', documentId: 'd', error: { code: 'STEP_FAILED', message: `"${iban}" is refused` } },
    { kind: 'execution.finished', at: 1, status: 'failed', error: { code: 'STEP_FAILED', message: `"${iban}" is refused` } },
  ];
  const told = JSON.stringify(events.map(redactor.event));
  expect(told).not.toMatch(/DE89|4711/);
  expect(told.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(7);
  expect(JSON.stringify(redactor.properties({ query_account: iban }))).not.toContain(iban);
  expect(redactor.properties({ query_n: '147110' })).toEqual({ query_n: '147110' });
});

test('a property is masked by its name, and credentials always', () => {
  const properties = { query_token: 'abcd-efgh', query_q: 'x', inheader_authorization: 'Bearer t', 'outheader_set-cookie': 's=1' };
  expect(createRedactor(['query_token']).properties(properties)).toEqual({
    query_token: '[redacted]',
    query_q: 'x',
    inheader_authorization: '[redacted]',
    'outheader_set-cookie': '[redacted]',
  });
  const plain = createRedactor();
  expect(plain.properties(properties)).toMatchObject({ query_token: 'abcd-efgh', inheader_authorization: '[redacted]' });
  const event = plain.event(emitted('{}', 'application/json', { properties }));
  expect(JSON.stringify(event)).not.toContain('Bearer t');
  const untouched = emitted('{}', 'application/json', { properties: { a: 1 } });
  expect(plain.event(untouched)).toBe(untouched);
});

test('values full of signs that mean something in patterns are taken out too', () => {
  const redactor = createRedactor(['/v']);
  redactor.event(emitted(JSON.stringify({ v: 'a+b(c)[d]$^|\\e-f/*?' }), 'application/json'));
  const event = redactor.event({ kind: 'log', line: { at: 1, level: 'info', message: 'x a+b(c)[d]$^|\\e-f/*? y' } });
  expect(JSON.stringify(event)).not.toContain('a+b');
});
