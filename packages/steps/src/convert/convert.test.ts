import { Body } from '@weft/document';
import { encodeText } from '@weft/formats';
import { describe, expect, it, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';

async function converted(config: object, body: Body): Promise<Body> {
  const { emissions } = await runStep(implementation, config, { body });
  return emissions[0]?.body ?? Body.empty;
}

const text = (content: string, contentType: string) => Body.fromText(content, contentType);

/** A body that is somewhere else, in pieces of an awkward length. */
function streamed(content: Uint8Array, contentType: string, count = 1): Body {
  const open = async function* () {
    for (let time = 0; time < count; time++) for (let at = 0; at < content.byteLength; at += 7919) yield content.subarray(at, at + 7919);
  };
  return Body.fromSource({ open }, contentType);
}

const formats = ['json', 'json-lines', 'xml', 'csv', 'form', 'text'] as const;
const layout = {
  records: [
    {
      fields: [
        { name: 'id', length: 3, align: 'right', fill: '0', number: true },
        { name: 'name', length: 10 },
      ],
    },
  ],
};

test.each(formats)('what was written as %s is read again', async (format) => {
  const value =
    format === 'form' || format === 'xml'
      ? { a: 'x & y', b: 'ü😀' }
      : format === 'text'
        ? 'x\ny'
        : [
            { a: 'x, "y"', b: 'ü😀' },
            { a: '', b: '\n' },
          ];
  const out = await converted({ to: { format } }, Body.fromValue(value));
  const back = await converted({ from: { format }, to: { format: 'json' } }, out);
  expect(await back.value()).toEqual(format === 'xml' ? { root: value } : value);
  // The content type that was given says the same.
  expect(await (await converted({ to: { format: 'json' } }, out)).value()).toEqual(await back.value());
});

test('XML becomes CSV and comes back, rows found by themselves', async () => {
  const xml = text(
    '<orders at="1"><order><id>1</id><name>Ada</name></order><order><id>2</id><name>Grace</name></order></orders>',
    'text/xml',
  );
  const csv = await converted({ to: { format: 'csv', lineEnd: 'lf' } }, xml);
  expect(await csv.text()).toBe('id,name\n1,Ada\n2,Grace\n');
  const fixed = await converted({ from: { format: 'csv', numbers: true }, to: { format: 'fixed-width', ...layout } }, csv);
  expect(await fixed.text()).toBe('001Ada       \n002Grace     \n');
  const lines = await converted({ from: { format: 'fixed-width', ...layout }, to: { format: 'json-lines' } }, fixed);
  expect([lines.contentType, await lines.text()]).toEqual(['application/x-ndjson', '{"id":1,"name":"Ada"}\n{"id":2,"name":"Grace"}\n']);
});

describe('character sets', () => {
  it.each(['utf-8', 'utf-8-with-mark', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'])(
    'are written and read: %s',
    async (writeAs) => {
      const out = await converted({ to: { format: 'csv' }, writeAs }, Body.fromValue([{ name: 'Jürgen', price: '5 €' }]));
      expect(await (await converted({ to: { format: 'json' } }, out)).value()).toEqual([{ name: 'Jürgen', price: '5 €' }]);
    },
  );

  it('are chosen where the sender said nothing', async () => {
    const body = Body.fromBytes(encodeText('name\n5 €', 'windows-1252'), 'text/csv');
    await expect(converted({ to: { format: 'json' } }, body)).rejects.toMatchObject({ code: 'BODY_NOT_PARSABLE' });
    expect(await (await converted({ to: { format: 'json' }, readAs: 'windows-1252' }, body)).value()).toEqual([{ name: '5 €' }]);
  });

  it('refuse what they do not have', async () => {
    await expect(converted({ to: { format: 'csv' }, writeAs: 'windows-1252' }, Body.fromValue([{ a: '中' }]))).rejects.toMatchObject({
      code: 'BODY_NOT_SERIALIZABLE',
      message: expect.stringContaining('"中"'),
    });
  });
});

describe('large bodies', () => {
  const row = encodeText('"x ""1""",ü,12\n'.repeat(1000));
  const config = { from: { format: 'csv', header: 'named', columns: ['a', 'b', 'c'] } };

  it.each<[string, object, number]>([
    ['json', {}, 33],
    ['json-lines', {}, 33],
    ['xml', { root: 'rows', item: 'row' }, 41],
    ['csv', { header: false }, 17],
  ])('are converted to %s while they are read', async (format, more, bytesPerRow) => {
    const out = await converted({ ...config, to: { format, ...more } }, streamed(row, 'text/csv', 50));
    expect(out.isStreamed).toBe(true);
    let size = 0;
    for await (const piece of out.stream()) size += piece.byteLength;
    expect(size / 50_000).toBeGreaterThan(bytesPerRow * 0.95);
  });

  it('give the same as small ones', async () => {
    const content = encodeText('a;b\n1;"x;\ny"\n2;😀\n');
    for (const to of [{ format: 'json' }, { format: 'json', indent: 2 }, { format: 'xml' }, { format: 'csv' }, { format: 'json-lines' }]) {
      for (const writeAs of ['utf-8', 'utf-8-with-mark', 'utf-16le']) {
        const settings = { from: { format: 'csv', delimiter: ';' }, to, writeAs };
        const [whole, pieces] = [
          await converted(settings, Body.fromBytes(content, 'text/csv')),
          await converted(settings, streamed(content, 'text/csv')),
        ];
        if (to.format === 'xml' || to.format === 'csv') expect(await pieces.bytes()).toEqual(Buffer.from(await whole.bytes()));
        else expect(await pieces.text()).toBe(await whole.text());
      }
    }
  });

  it('are refused at the row that is wrong, in the name of this step', async () => {
    const out = await converted({ from: { format: 'csv' }, to: { format: 'json' } }, streamed(encodeText('a,b\n1,2\n3\n'), 'text/csv'));
    await expect(out.text()).rejects.toMatchObject({
      code: 'BODY_NOT_PARSABLE',
      message: expect.stringContaining('line 3'),
      place: { stepId: 'step', documentId: 'root' },
    });
  });
});

test.each<[object, string, string]>([
  [{ from: { format: 'csv', delimiter: '"' }, to: { format: 'json' } }, 'The delimiter holds the quote.', '/from/delimiter'],
  [{ from: { format: 'csv', header: 'named' }, to: { format: 'json' } }, 'No column is named.', '/from/columns'],
  [{ to: { format: 'csv', delimiter: ',"' } }, 'The delimiter holds the quote.', '/to/delimiter'],
  [
    {
      to: {
        format: 'fixed-width',
        records: [
          {
            fields: [
              { name: 'a', length: 1 },
              { name: 'a', length: 1 },
            ],
          },
        ],
      },
    },
    'Record 1 has two fields called "a".',
    '/to/records',
  ],
])('settings that contradict each other are refused: %j', async (config, message, pointer) => {
  await expect(converted(config, Body.fromValue([]))).rejects.toMatchObject({ code: 'CONFIG_INVALID', message, place: { pointer } });
});

test('a body that says nothing of itself is refused with advice', async () => {
  await expect(converted({ to: { format: 'json' } }, Body.fromBytes(encodeText('a,b'), 'application/octet-stream'))).rejects.toMatchObject({
    code: 'STEP_FAILED',
    message: expect.stringContaining('Choose its format under "From"'),
  });
});

test('numbers keep their digits from CSV to XML and back', async () => {
  const csv = text('n\n12345678901234567890.10\n', 'text/csv');
  const json = await converted({ from: { format: 'csv', numbers: true }, to: { format: 'json' } }, csv);
  expect(await json.text()).toBe('[{"n":12345678901234567890.10}]');
  expect(await (await converted({ to: { format: 'csv', lineEnd: 'lf' } }, json)).text()).toBe('n\n12345678901234567890.10\n');
});
