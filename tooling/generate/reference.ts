/** The pages of `docs/reference`: one for each step type, one for the connections, one for the error codes. */
import { connectionDefinitions, stepEntries as connectorEntries } from '@weft/connectors/catalog';
import { codes } from '@weft/errors';
import { helpersTable } from '@weft/expression';
import type { AnyConnectionDefinition, CatalogEntry } from '@weft/step-kit';
import { categories } from '@weft/step-kit';
import { stepEntries } from '@weft/steps/catalog';
import { fieldTable } from './field-table.ts';

const note = '<!-- Written by `node tooling/generate/main.ts`; do not edit. -->\n\n';

/** Every page by its path in the repository. */
export function referencePages(): ReadonlyMap<string, string> {
  const entries = [...stepEntries, ...connectorEntries];
  return new Map([
    ['docs/reference/steps/README.md', overview(entries)],
    ...entries.map((entry) => [`docs/reference/steps/${entry.definition.type}.md`, stepPage(entry, entries)] as const),
    ['docs/reference/connections.md', connectionsPage(connectionDefinitions)],
    ['docs/reference/errors.md', errorsPage()],
    ['docs/reference/expression-helpers.md', helpersPage()],
  ]);
}

function overview(entries: readonly CatalogEntry[]): string {
  const groups = categories.map((category) => {
    const rows = entries
      .filter(({ definition }) => definition.category === category)
      .map(({ definition: { type, title, summary } }) => `| [${title}](${type}.md) | \`${type}\` | ${summary} |`);
    return rows.length === 0 ? '' : `## ${capital(category)}\n\n| Step | Type | |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${note}# Steps\n\n${groups.filter((group) => group !== '').join('\n')}`;
}

function stepPage({ definition, docs, examples }: CatalogEntry, all: readonly CatalogEntry[]): string {
  const { type, version, title, summary, category, role, effect, config } = definition;
  const parts = [
    `${note}# ${title}\n\n${summary}`,
    `Type \`${type}\` · version ${version} · category ${category} · role ${role} · effect ${effect}`,
    linked(docs.trim(), all),
    `## Settings\n\n${fieldTable(config)}`,
    `## Ports\n\n${portTable(definition)}`,
    ...(examples.length === 0 ? [] : [`## Examples\n\n${examples.map(exampleText).join('\n\n')}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The names under "See also" become links to the pages of those steps. */
function linked(docs: string, all: readonly CatalogEntry[]): string {
  const [before = '', after] = docs.split('## See also');
  if (after === undefined) return docs;
  const names = after.trim().split(/\s*,\s*/);
  const links = names.map((name) => {
    const entry = all.find(({ definition }) => definition.title === name);
    if (entry === undefined) throw new Error(`"See also" names ${name}, but no step type has this title.`);
    return `[${name}](${entry.definition.type}.md)`;
  });
  return `${before}## See also\n\n${links.join(', ')}`;
}

function portTable({ ports, initial, config }: CatalogEntry['definition']): string {
  const parsed = config.safeParse(initial);
  const list = ports(parsed.success ? parsed.data : initial);
  if (list.length === 0) return 'None: the path ends here.';
  return `| Port | Title |\n|---|---|\n${list.map(({ id, title }) => `| \`${id}\` | ${title} |`).join('\n')}`;
}

function exampleText(example: CatalogEntry['examples'][number]): string {
  return `### ${example.title}\n\n\`\`\`json\n${JSON.stringify(
    {
      config: example.config,
      given: example.given,
      ...(example.execution === undefined ? {} : { execution: example.execution }),
      expect: example.expect,
    },
    null,
    2,
  )}\n\`\`\``;
}

function connectionsPage(definitions: readonly AnyConnectionDefinition[]): string {
  const parts = definitions.map(
    ({ type, title, summary, config }) => `## ${title}\n\n${summary}\n\nType \`${type}\`\n\n${fieldTable(config)}`,
  );
  return `${note}# Connections\n\nSecret settings are encrypted and can be written but never read again.\n\n${parts.join('\n\n')}\n`;
}

const kinds = {
  user: 'the process, the call or a setting is wrong: its author can mend it',
  operational: 'something outside did not answer as it should: waiting, or an operator, mends it',
  bug: 'Weft itself is wrong',
};

function errorsPage(): string {
  const rows = Object.entries(codes).map(([code, { kind, status, title }]) => `| \`${code}\` | ${status} | ${kind} | ${title} |`);
  const meaning = Object.entries(kinds).map(([kind, text]) => `- **${kind}**: ${text}.`);
  return `${note}# Error codes

Every failure has one of these codes. A call that ends with one is answered with a problem document (RFC 9457) and the status given here, unless the error knows a better one.

| Code | Status | Kind | Meaning |
|---|---|---|---|
${rows.join('\n')}

${meaning.join('\n')}
`;
}

function helpersPage(): string {
  return `${note}# Helpers of expressions

Beside the usual operators and methods of JavaScript, expressions and templates know these functions.

${helpersTable()}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
