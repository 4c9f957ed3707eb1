import { redactedText } from './marks.ts';
import type { Found } from './mask-value.ts';

/** A cell (RFC 4180) and what ends it: the separator, the end of the line, or the end of the text. */
const cells = (separator: string) =>
  new RegExp(`("(?:[^"]|"")*"?[^${separator}\\r\\n]*|[^${separator}\\r\\n]*)(${separator}|\\r\\n|\\n|\\r|$)`, 'g');

/** A table with a header line, without the cells of the named columns; everything else stays as it was written. */
export function maskCsv(text: string, columns: ReadonlySet<string>, found: Found): string {
  const [header = ''] = text.split(/\r|\n/, 1);
  const masked = new Set<number>();
  let line = 0;
  let column = 0;
  return text.replaceAll(cells(separatorOf(header)), (whole, cell: string, end: string) => {
    const at = column;
    const isHeader = line === 0;
    column = /[\r\n]/.test(end) ? 0 : column + 1;
    if (column === 0) line += 1;
    const plain = unquoted(cell);
    if (isHeader && columns.has(plain.trim())) masked.add(at);
    if (isHeader || plain === '' || !masked.has(at)) return whole;
    found(plain);
    return redactedText + end;
  });
}

/** The one of the usual separators that the header has most of. */
function separatorOf(header: string): string {
  const count = (separator: string): number => header.split(separator).length;
  const most = [',', ';', '\t', '|'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
  return most === '|' ? '\\|' : most;
}

function unquoted(cell: string): string {
  return cell.startsWith('"') ? cell.replace(/^"|"\s*$/g, '').replaceAll('""', '"') : cell;
}
