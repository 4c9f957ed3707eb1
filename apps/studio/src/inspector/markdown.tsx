import type { ReactNode } from 'react';

/** The little Markdown of the step pages: headings, paragraphs, lists, code, **strong**, _emphasis_ and `code`. */
export function Markdown({ text }: { readonly text: string }) {
  return <div className="flex flex-col gap-2.5 text-sm leading-relaxed">{blocksOf(text).map(renderBlock)}</div>;
}

function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  for (const [index, part] of text.split(/^```.*$/m).entries()) {
    if (index % 2 === 1) blocks.push(`\`\`\`${part.replace(/^\n|\n$/g, '')}`);
    else blocks.push(...part.split(/\n{2,}/).map((block) => block.trim()));
  }
  return blocks.filter((block) => block !== '');
}

function renderBlock(block: string, key: number): ReactNode {
  if (block.startsWith('```')) {
    return (
      <pre key={key} className="overflow-x-auto rounded-md border bg-sunken p-2.5 font-mono text-xs">
        {block.slice(3)}
      </pre>
    );
  }
  const heading = /^#{1,4} (.*)$/.exec(block);
  if (heading !== null) {
    return (
      <h3 key={key} className="mt-1.5 text-sm font-semibold">
        {inline(heading[1] ?? '')}
      </h3>
    );
  }
  const lines = block.split('\n');
  if (lines.every((line) => /^(?:[-*] |\s+)/.test(line))) {
    return (
      <ul key={key} className="list-disc space-y-1 pl-4.5 text-ink-2 marker:text-ink-3">
        {block
          .split(/^[-*] /m)
          .slice(1)
          .map((item) => (
            <li key={item}>{inline(item.trim())}</li>
          ))}
      </ul>
    );
  }
  return (
    <p key={key} className="text-ink-2">
      {inline(block)}
    </p>
  );
}

function inline(text: string): ReactNode[] {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`|(?<!\w)_[^_]+_(?!\w)|\[[^\]]+\]\([^)]+\))/).map((part, key) => {
    const id = `${key} ${part}`;
    if (part.startsWith('**')) {
      return (
        <strong key={id} className="font-semibold text-ink">
          {part.slice(2, -2)}
        </strong>
      );
    }
    if (part.startsWith('`')) {
      return (
        <code key={id} className="rounded-sm bg-hover px-1 py-px font-mono text-xs text-ink">
          {part.slice(1, -1)}
        </code>
      );
    }
    if (/^_[^_]+_$/.test(part)) return <em key={id}>{part.slice(1, -1)}</em>;
    const link = /^\[([^\]]+)\]\(/.exec(part);
    return link === null ? part : (link[1] ?? '');
  });
}
