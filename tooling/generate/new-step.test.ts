import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CatalogEntry, makeCatalog } from '@weft/step-kit';
import type { AnyStepImplementation } from '@weft/step-kit/executor';
import { describeConformance } from '@weft/step-kit/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { stepTemplate } from './step-template.ts';

// Inside the repository, so that the new files find the packages they import.
const folder = path.join(import.meta.dirname, `.scaffold-${process.pid}`, 'split-rows');
const files = stepTemplate('split-rows', undefined);
for (const [file, text] of files) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const { definition } = (await import(path.join(folder, 'definition.ts'))) as Pick<CatalogEntry, 'definition'>;
const { implementation } = (await import(path.join(folder, 'executor.ts'))) as { implementation: AnyStepImplementation };
const entry: CatalogEntry = {
  definition,
  docs: files.get('docs.md') ?? '',
  icon: files.get('icon.svg') ?? '',
  examples: [JSON.parse(files.get('examples/passes-on.json') ?? '')],
};

describe('a new step type, as it is written', () => {
  describeConformance(makeCatalog([entry]), new Map([[definition.type, implementation]]));
});

test('a step of a connector stands among the connectors', () => {
  expect(stepTemplate('ask', 'http').get('definition.ts')).toContain("category: 'connectors'");
});
