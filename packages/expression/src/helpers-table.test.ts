import { expect, it } from 'vitest';
import { helpersTable } from './helpers-table.ts';

it('the table of helpers in the docs is the one their definitions make (vitest -u writes it)', async () => {
  const page = `# Helpers in expressions\n\nMade from the definitions in \`src/helpers\`. Every example is run by the tests.\n\n${helpersTable()}`;
  await expect(page).toMatchFileSnapshot('../HELPERS.md');
});
