// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are texts here
import { describe, expect, it } from 'vitest';
import { checkTemplate, compileTemplate } from './template.ts';
import type { Scope } from './values/frame.ts';

const scope: Scope = { body: { name: 'Ada', none: null, list: [1, { a: 2 }] }, properties: {}, execution: { param_id: '7' } };
const render = (source: string) => compileTemplate(source).render(scope);

describe('a template', () => {
  it.each([
    ['Hello {{ name }}, number {{param_id}}!', 'Hello Ada, number 7!'],
    ['{{ none }}{{ body.nothing }}', ''],
    ['{{ list }}', '[1,{"a":2}]'],
    ["{{ '{{' }} and }} and {", '{{ and }} and {'],
    ['{{ {a:{b:1}}.a.b }}', '1'],
    ['{{ "}}" }}', '}}'],
    ['{{ `${name}}}` }}', 'Ada}}'],
    ["it's {{ name }}'s", "it's Ada's"],
    ['{{{a:1}}}', '{"a":1}'],
    ['', ''],
  ])('%j gives %j', (source, expected) => {
    expect(render(source)).toBe(expected);
  });

  it('without expressions is constant', () => {
    expect(compileTemplate('plain } text { here')).toMatchObject({ isConstant: true, references: [], readsBody: false });
    expect(compileTemplate('a {{ 1 }}').isConstant).toBe(false);
  });

  it.each([
    ['a {{ }} b', 4, 'There is no expression'],
    ['a {{ b', 6, 'must end with }}'],
    ['a {{ b } c', 6, 'must end with }}'],
    ['a {{ b + }} c', 9, 'Something is missing'],
    ['a {{ b c }}', 6, 'must end with }}'],
  ])('%j has a fault at %i', (source, offset, message) => {
    expect(checkTemplate(source)).toEqual({ offset, message: expect.stringContaining(message) });
    expect(() => compileTemplate(source)).toThrow(expect.objectContaining({ code: 'EXPRESSION_INVALID' }));
  });

  it('names what all its expressions read, and is unsafe where one of them is', async () => {
    expect(compileTemplate('{{ name }} {{ list.length }} {{ param_id }}').references).toEqual(['list.length', 'name', 'param_id']);
    const unsafe = compileTemplate('<{{ name }}|{{ new Map() }}>', { sandbox: async () => 'from the sandbox' });
    expect(unsafe.isSafe).toBe(false);
    await expect(unsafe.render(scope)).resolves.toBe('<Ada|from the sandbox>');
  });

  it('of thousands of expressions compiles in linear time', () => {
    const source = '{{ name }} and '.repeat(20_000);
    expect(render(source)).toBe('Ada and '.repeat(20_000));
  });
});
