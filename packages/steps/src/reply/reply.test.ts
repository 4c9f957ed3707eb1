import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { type Given, runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

async function replied(config: object, given: Given) {
  const { replies, log } = await runStep(implementation, config, given);
  const [reply] = replies;
  if (reply === undefined) throw new Error('Nothing was replied.');
  return { status: reply.status, headers: reply.headers, contentType: reply.body.contentType, text: await reply.body.text(), log };
}

const json = Body.fromText('{ "a" : 1 }', 'application/json');

test('as-is sends the very bytes that came', async () => {
  expect(await replied({}, { body: json })).toMatchObject({ status: 200, contentType: 'application/json', text: '{ "a" : 1 }' });
});

test('a body that has the wanted type already is not written anew', async () => {
  expect(await replied({ contentType: 'application/json' }, { body: json })).toMatchObject({ text: '{ "a" : 1 }' });
});

test('JSON is sent as XML and XML as JSON', async () => {
  expect(await replied({ contentType: 'application/xml' }, { body: json })).toMatchObject({
    contentType: 'application/xml',
    text: '<?xml version="1.0" encoding="UTF-8"?><a>1</a>',
  });
  const xml = Body.fromText('<a b="1">x</a>', 'application/xml');
  expect(await replied({ contentType: 'application/json' }, { body: xml })).toMatchObject({ text: '{"a":{"@b":"1","#text":"x"}}' });
});

test('a body that cannot be written in the wanted type fails the step before anything is sent', async () => {
  const body = Body.fromValue([1, 2]);
  await expect(replied({ contentType: 'application/xml' }, { body })).rejects.toMatchObject({ code: 'BODY_NOT_SERIALIZABLE' });
});

test('an empty document is sent without a body, whatever the content type', async () => {
  expect(await replied({ contentType: 'application/json' }, {})).toMatchObject({ contentType: '', text: '' });
});

test('a streamed body is passed on without being read', async () => {
  let opened = false;
  const source = {
    async *open() {
      opened = true;
      yield new Uint8Array(1);
    },
  };
  const { replies } = await runStep(implementation, {}, { body: Body.fromSource(source, 'application/octet-stream') });
  expect(replies[0]?.body.isStreamed).toBe(true);
  expect(opened).toBe(false);
});

test('a text is taken for what the content type says', async () => {
  const config = { contentType: 'text/html', body: { from: 'template', template: '<b>{{ body.a }}</b>' } };
  expect(await replied(config, { body: json })).toMatchObject({ contentType: 'text/html; charset=utf-8', text: '<b>1</b>' });
});

test('properties of the document win over the settings', async () => {
  const config = { status: '200', headers: [{ name: 'X-Note', value: 'set' }] };
  const properties = {
    outstatuscode: '201',
    'outheader_x-note': 'mine',
    outheader_Location: '/a',
    'outheader_Content-Type': 'application/vnd.x+json',
  };
  expect(await replied(config, { body: json, properties })).toEqual({
    status: 201,
    headers: { 'x-note': 'mine', location: '/a' },
    contentType: 'application/vnd.x+json',
    text: '{ "a" : 1 }',
    log: [],
  });
});

test.each(['199', '600', '1e2', '', 'OK', '2000', '-200'])('the status %j fails the step', async (status) => {
  await expect(replied({ status: '{{ properties.status }}' }, { body: json, properties: { status } })).rejects.toMatchObject({
    code: 'STEP_FAILED',
  });
});

test('the status may come from an expression', async () => {
  expect(await replied({ status: '{{ body.a === 1 ? 404 : 200 }}' }, { body: json })).toMatchObject({ status: 404 });
});

test.each(['a\r\nSet-Cookie: x=1', 'a\nb', 'a\0b', '日本'])('the header value %j fails the step', async (value) => {
  await expect(replied({}, { body: json, properties: { 'outheader_X-A': value } })).rejects.toMatchObject({ code: 'STEP_FAILED' });
  const config = { headers: [{ name: 'X-A', value: '{{ properties.v }}' }] };
  await expect(replied(config, { body: json, properties: { v: value } })).rejects.toMatchObject({ code: 'STEP_FAILED' });
});

test.each(['Content-Length', 'transfer-encoding', 'Connection', 'X-Execution-Id', 'a b', 'a:b', 'a\r\nb'])(
  'the header name %j is refused in the settings and left out of the properties',
  async (name) => {
    expect(definition.config.safeParse({ headers: [{ name, value: '' }] }).success).toBe(false);
    const { headers, log } = await replied({}, { body: json, properties: { [`outheader_${name}`]: 'x' } });
    expect(headers).toEqual({});
    expect(log).toHaveLength(1);
  },
);

test('the document goes on unchanged after the reply', async () => {
  const { emissions } = await runStep(implementation, { contentType: 'application/xml' }, { body: json });
  expect(emissions).toEqual([{ port: 'out' }]);
});

test.each(['199', '600', 'OK', ''])('the fixed status %j is refused before anything is published', (status) => {
  expect(definition.config.safeParse({ status }).success).toBe(false);
});
