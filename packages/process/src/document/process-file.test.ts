import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCatalog } from '../../test/sample-catalog.ts';
import { aChain, aMashup, aProcess, aStep } from '../../test/sample-process.ts';
import { processFileJsonSchema } from './process-file-json-schema.ts';
import { readProcessFile } from './read-process-file.ts';
import { writeProcessFile } from './write-process-file.ts';

/** The faults that reading finds: `[pointer, message]`. */
function faultsOf(input: unknown): Array<readonly [string, string]> {
  try {
    readProcessFile(input);
  } catch (error) {
    const { code, problems } = error as { code: string; problems: Array<{ pointer: string; message: string }> };
    expect(code).toBe('PROCESS_INVALID');
    return problems.map(({ pointer, message }) => [pointer, message]);
  }
  return [];
}

const plain = () => JSON.parse(writeProcessFile(aMashup()));

describe('readProcessFile', () => {
  it('reads what writeProcessFile wrote', () => {
    expect(readProcessFile(writeProcessFile(aMashup()))).toEqual(aMashup());
  });

  it.each([
    ['no JSON', '{"formatVersion": 1,', ['']],
    ['a list', [], ['']],
    ['nothing', null, ['']],
    ['an empty object', {}, ['/formatVersion', '/name', '/steps', '/links']],
    ['a wrong type', { ...plain(), name: 5 }, ['/name']],
    ['an unknown member', { ...plain(), nodes: [] }, ['/nodes']],
    ['a bad step id', { ...plain(), steps: { 'Not an id': aStep('begin') } }, ['/steps/Not an id']],
    ['a step without config', { ...plain(), steps: { a: { type: 'begin', version: 1, position: { x: 0, y: 0 } } } }, ['/steps/a/config']],
    ['a bad link', { ...plain(), links: [{ from: { step: 'a' }, to: 'b' }] }, ['/links/0/from/port']],
    ['version zero', { ...plain(), formatVersion: 0 }, ['/formatVersion']],
  ])('refuses %s and points at it', (_, input, pointers) => {
    expect(faultsOf(input).map(([pointer]) => pointer)).toEqual(pointers);
  });

  it('refuses a newer format in a sentence that says what to do', () => {
    const [[pointer, message] = []] = faultsOf({ ...plain(), formatVersion: 2, shape: 'unknown' });
    expect(pointer).toBe('/formatVersion');
    expect(message).toContain('Update Weft');
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s anywhere, and changes no prototype', (key) => {
    const deep = JSON.parse(`{"list": [{"${key}": {"polluted": true}}]}`);
    const file = { ...plain(), steps: { a: aStep('begin', deep) } };
    expect(faultsOf(file).map(([pointer]) => pointer)).toEqual([`/steps/a/config/list/0/${key}`]);
    expect(faultsOf(JSON.parse(`{"steps": {"${key}": {}}}`))).toHaveLength(1);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('refuses nesting that would overflow the stack', () => {
    const depth = 100_000;
    const config = JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    expect(faultsOf({ ...plain(), steps: { a: aStep('begin', config) } })[0]?.[1]).toContain('levels');
  });

  it('refuses a config over 256 KB, counted in bytes', () => {
    const config = { text: 'ä'.repeat(140_000) };
    expect(faultsOf({ ...plain(), steps: { a: aStep('change', config) } }).map(([pointer]) => pointer)).toEqual(['/steps/a/config']);
  });

  it('takes 1,000 steps and answers 10,000 at once', () => {
    expect(Object.keys(readProcessFile(aChain(1_000)).steps)).toHaveLength(1_000);
    const text = JSON.stringify(aChain(10_000));
    const before = performance.now();
    expect(faultsOf(text)).toEqual([['/steps', expect.stringContaining('10000 steps')]]);
    expect(performance.now() - before).toBeLessThan(250);
  });

  it('refuses more than 5,000 links', () => {
    const links = Array.from({ length: 5_001 }, () => ({ from: { step: 'a', port: 'out' }, to: 'b' }));
    expect(faultsOf({ ...plain(), links })).toEqual([['/links', expect.stringContaining('5001 links')]]);
  });

  it('never throws anything but PROCESS_INVALID, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        faultsOf(input);
      }),
    );
  });
});

describe('writeProcessFile', () => {
  it('gives the same text for the same file, whatever the order of its keys', () => {
    const file = aProcess({ b: aStep('change', { text: 'x', fields: [] }), a: aStep('begin') }, ['a → b as path']);
    const { steps, links, ...rest } = file;
    const turned = {
      links: links.map(({ name, to, from }) => ({ name, to, from })),
      ...rest,
      steps: Object.fromEntries(Object.entries(steps).reverse()),
    };
    expect(writeProcessFile(turned)).toBe(writeProcessFile(file));
  });

  it('keeps a position and a link on one line each, so that a diff shows one line for one change', () => {
    const file = aProcess({ b: aStep('change', { list: ['x', 1], rows: [{}], text: 'q"' }), a: aStep('begin') }, ['a → b as path']);
    expect(writeProcessFile(file)).toBe(`{
  "formatVersion": 1,
  "name": "Sample",
  "steps": {
    "a": {
      "type": "begin",
      "version": 1,
      "config": {
        "path": "hello"
      },
      "position": { "x": 0, "y": 0 }
    },
    "b": {
      "type": "change",
      "version": 2,
      "config": {
        "list": ["x", 1],
        "rows": [
          {}
        ],
        "text": "q\\""
      },
      "position": { "x": 0, "y": 0 }
    }
  },
  "links": [
    { "from": { "step": "a", "port": "out" }, "to": "b", "name": "path" }
  ]
}
`);
  });

  it('is stable under round trips', () => {
    const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).match(/__proto__|constructor|prototype/));
    fc.assert(
      fc.property(json, (value) => {
        const text = writeProcessFile(aProcess({ a: aStep('change', { value }) }));
        expect(writeProcessFile(readProcessFile(text))).toBe(text);
      }),
    );
  });
});

describe('processFileJsonSchema', () => {
  it('describes each config by its step type, hints included', () => {
    const schema = processFileJsonSchema(sampleCatalog) as { $schema: string; $defs: Record<string, unknown> };
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(Object.keys(schema.$defs)).toEqual([
      'begin',
      'change',
      'route',
      'fork',
      'meet',
      'scatter',
      'gather',
      'ask',
      'attempt',
      'loop',
      'answer',
    ]);
    expect(schema.$defs['answer']).toMatchObject({
      properties: {
        type: { const: 'answer' },
        config: { properties: { status: { type: 'number', title: 'Status', widget: 'number', default: 200, maximum: 599 } } },
      },
    });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
