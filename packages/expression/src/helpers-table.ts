import { helpers } from './helpers/helpers.ts';

/** The helpers as a Markdown table, for the docs. */
export function helpersTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = helpers.map(({ signature, text, example }) => {
    const shown = `\`${cell(example.expression)}\` → \`${cell(JSON.stringify(example.gives))}\``;
    return `| \`${cell(signature)}\` | ${cell(text)} | ${shown} |`;
  });
  return ['| Helper | What it gives | Example |', '|---|---|---|', ...rows, ''].join('\n');
}
