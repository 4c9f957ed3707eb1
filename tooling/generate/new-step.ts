/**
 * Writes the folder of a new step type, ready to be filled in: `node tooling/generate/new-step.ts <type> [connector]`.
 * Without a connector it goes to packages/steps. The folder passes the conformance suite as it is.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository, stepFolders } from './step-folders.ts';
import { stepTemplate } from './step-template.ts';

/** Thrown for what the caller can mend; its text is all that is shown. */
class Refusal extends Error {}

try {
  console.log(create(process.argv.slice(2)));
} catch (thrown) {
  if (!(thrown instanceof Refusal)) throw thrown;
  console.error(thrown.message);
  process.exit(1);
}

function create([type = '', connector]: readonly string[]): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(type)) {
    throw new Refusal(
      'Usage: node tooling/generate/new-step.ts <type> [connector]. A type is words in lower case with dashes, such as split-rows.',
    );
  }
  if ([...stepFolders('steps'), ...stepFolders('connectors')].some((folder) => folder.type === type)) {
    throw new Refusal(`There is a step type ${type} already. A type is never used twice.`);
  }
  const folder = path.posix.join(connector === undefined ? 'packages/steps/src' : `packages/connectors/src/${connector}`, type);
  if (connector !== undefined && !existsSync(path.join(repository, 'packages/connectors/src', connector, 'connection.ts'))) {
    throw new Refusal(`packages/connectors/src/${connector}/connection.ts is missing. Write the connection first.`);
  }
  for (const [file, text] of stepTemplate(type, connector)) {
    const at = path.join(repository, folder, file);
    if (existsSync(at)) throw new Refusal(`${path.posix.join(folder, file)} exists already.`);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
  return `Written: ${folder}. Fill it in, then run \`node tooling/generate/main.ts\`.`;
}
