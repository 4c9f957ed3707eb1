import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileExpression, compileTemplate, type Scope } from '../src/index.ts';

const guide = readFileSync(fileURLToPath(new URL('../../../docs/guides/expressions-and-templates.md', import.meta.url)), 'utf8');

/** The lines of all code blocks of this kind. */
function linesOf(kind: string): string[] {
  return guide
    .split(/^```/m)
    .filter((_, index) => index % 2 === 1)
    .filter((block) => block.startsWith(`${kind}\n`))
    .flatMap((block) => block.split('\n').slice(1))
    .filter((line) => line.trim() !== '');
}

const scope: Scope = JSON.parse(linesOf('json').join('\n'));
const divided = (line: string, mark: string): [string, string] => {
  const at = line.lastIndexOf(mark);
  return [line.slice(0, at), line.slice(at + mark.length)];
};

describe('the examples of the guide on expressions', () => {
  it.each(linesOf('js').map((line) => divided(line, ' // ')))('%s gives %s', (source, result) => {
    const expression = compileExpression(source);
    expect(expression.isSafe).toBe(true);
    expect(expression.evaluate(scope)).toEqual(result === 'undefined' ? undefined : JSON.parse(result));
  });

  it.each(linesOf('js sandbox'))('%s needs the sandbox', (source) => {
    expect(compileExpression(source).isSafe).toBe(false);
  });

  it.each(linesOf('template').map((line) => divided(line, ' => ')))('%s gives %s', (source, text) => {
    expect(compileTemplate(source).render(scope)).toBe(text);
  });

  it('are found', () => {
    expect([linesOf('js').length, linesOf('js sandbox').length, linesOf('template').length].every((count) => count >= 3)).toBe(true);
  });
});
