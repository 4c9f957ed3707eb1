import type { Link, ProcessFile, Step } from '../src/index.ts';

/** A step for tests; what is not given is as the sample catalog begins with it. */
export function aStep(type: string, config: Record<string, unknown> = initialConfigs[type] ?? {}, more: Partial<Step> = {}): Step {
  return { type, version: type === 'change' ? 2 : 1, config, position: { x: 0, y: 0 }, ...more };
}

const initialConfigs: Readonly<Record<string, Record<string, unknown>>> = {
  begin: { path: 'hello' },
  change: { text: 'hi' },
  route: { cases: ['yes', 'no'] },
};

/** `a → b`, `a.port → b`, `a.port → b as name`. */
export function aLink(text: string): Link {
  const [, step = '', port = 'out', to = '', name] = /^([\w-]+)(?:\.([\w-]+))? → ([\w-]+)(?: as (\w+))?$/.exec(text) ?? [];
  return { from: { step, port }, to, ...(name === undefined ? {} : { name }) };
}

export function aProcess(steps: Readonly<Record<string, Step>>, links: readonly string[] = []): ProcessFile {
  return { formatVersion: 1, name: 'Sample', steps: { ...steps }, links: links.map(aLink) };
}

/** Start, two paths that are joined, an answer. */
export function aMashup(): ProcessFile {
  return aProcess(
    {
      begin: aStep('begin'),
      fork: aStep('fork'),
      'read-left': aStep('change'),
      right: aStep('change'),
      meet: aStep('meet'),
      answer: aStep('answer'),
    },
    ['begin → fork', 'fork.a → read-left', 'fork.b → right', 'read-left → meet', 'right → meet as other', 'meet → answer'],
  );
}

/** A chain of this many steps. */
export function aChain(length: number): ProcessFile {
  const ids = Array.from({ length }, (_, index) => (index === 0 ? 'begin' : `change-${index}`));
  return aProcess(
    Object.fromEntries(ids.map((id) => [id, aStep(id === 'begin' ? 'begin' : 'change')])),
    ids.slice(1).map((id, index) => `${ids[index]} → ${id}`),
  );
}
