/**
 * XML with one element a line, indented, for reading. Elements with text inside stay on one line. What is no well-formed
 * sequence of tags comes back as it is.
 */
export function prettyXml(xml: string): string {
  const parts = xml.match(/<[^>]*>|[^<]+/g);
  if (parts === null) return xml;
  const lines: string[] = [];
  let depth = 0;
  let open = false;
  for (const part of parts) {
    if (!part.startsWith('<')) {
      if (part.trim() === '') continue;
      if (open) lines[lines.length - 1] += part;
      else lines.push(indent(depth) + part.trim());
      continue;
    }
    if (part.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      if (open) lines[lines.length - 1] += part;
      else lines.push(indent(depth) + part);
      open = false;
      continue;
    }
    lines.push(indent(depth) + part);
    const leaf = part.endsWith('/>') || part.startsWith('<?') || part.startsWith('<!');
    open = !leaf;
    if (!leaf) depth += 1;
  }
  return lines.join('\n');
}

function indent(depth: number): string {
  return '  '.repeat(Math.min(depth, 40));
}
