/** `node tooling/fences/check.ts`: every import of the project against the rules. Part of `npm run verify`. */
import path from 'node:path';
import { cruiseFolders, ruleComment } from './cruise.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const { modules, violations } = await cruiseFolders(repository, ['apps', 'packages', 'tooling']);

// With a parser that cannot read TypeScript the tool sees nothing and is content.
if (modules < 100) {
  console.error(`The import rules were checked on ${modules} files only: the parser is not reading TypeScript.`);
  process.exit(1);
}
for (const { rule, from, to } of violations) console.error(`${from}\n  imports ${to}\n  ${rule}: ${ruleComment(rule)}\n`);
if (violations.length > 0) {
  console.error(`${violations.length} imports break a fence.`);
  process.exit(1);
}
console.log(`Fences hold: ${modules} files.`);
