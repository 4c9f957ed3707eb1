/** What the checks of the documentation read out of a Markdown file: links, and anchors that links may point at. */

export interface Link {
  readonly target: string;
  /** Counted from 1. */
  readonly line: number;
}

/** All links and images of a file, those in code left out. */
export function linksOf(markdown: string): Link[] {
  const links: Link[] = [];
  for (const [index, text] of proseLines(markdown).entries()) {
    const prose = text.replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    const targets = [
      ...prose.matchAll(/\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/g),
      ...prose.matchAll(/^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/g),
      ...prose.matchAll(/<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/g),
    ];
    for (const [, target = ''] of targets) links.push({ target, line: index + 1 });
  }
  return links;
}

/** The anchors of a file's headings, as GitHub makes them: lower case, without punctuation, dashes for blanks, numbered when they come again. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const text of proseLines(markdown)) {
    for (const [, id = ''] of text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(id);
    const heading = /^#{1,6}\s+(.+?)\s*#*$/.exec(text)?.[1];
    if (heading === undefined) continue;
    const shown = heading.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
    const base = shown
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    let anchor = base;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${base}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The lines of a file; those of code blocks are empty. */
function proseLines(markdown: string): string[] {
  let fence: string | undefined;
  return markdown.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      if (mark === undefined) return line;
      fence = mark;
      return '';
    }
    if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    return '';
  });
}
