import { mediaTypeOf, parseForm, parseJson, parseXml, serializeForm, serializeJson, serializeXml } from '@weft/formats';
import { type Marks, redactedText } from './marks.ts';
import { maskCsv } from './mask-csv.ts';
import { type Found, maskValue } from './mask-value.ts';

const jsonLines = /^application\/(x-ndjson|jsonl|json-lines|x-jsonlines)$/;
const tables = /^(text\/(csv|tab-separated-values)|application\/csv)$/;

/**
 * A text body without what is marked, written again from its values where something was masked. undefined where that cannot be
 * told: what is not whole or not readable is not recorded at all.
 */
export function maskBody(text: string, contentType: string, isWhole: boolean, marks: Marks, found: Found): string | undefined {
  const { essence, format } = mediaTypeOf(contentType);
  try {
    if (tables.test(essence)) return maskCsv(text, marks.names, found);
    if (jsonLines.test(essence)) return maskLines(text, isWhole, marks, found);
    if (format === 'json') return isWhole ? rewritten(text, parseJson(text), serializeJson, marks, found) : undefined;
    if (format === 'xml') return isWhole ? rewritten(text, parseXml(text), serializeXml, marks, found) : undefined;
    if (format === 'form') return isWhole ? maskForm(text, marks, found) : undefined;
    return text;
  } catch {
    return undefined;
  }
}

function rewritten(text: string, value: unknown, write: (value: unknown) => string, marks: Marks, found: Found): string {
  let isMasked = false;
  const masked = maskValue(value, marks, (each) => {
    isMasked = true;
    found(each);
  });
  return isMasked ? write(masked) : text;
}

function maskLines(text: string, isWhole: boolean, marks: Marks, found: Found): string {
  const lines = text.split('\n');
  if (!isWhole) lines.pop();
  return lines.map((line) => (line.trim() === '' ? line : rewritten(line, parseJson(line), serializeJson, marks, found))).join('\n');
}

function maskForm(text: string, { names }: Marks, found: Found): string {
  const fields = Object.entries(parseForm(text)).map(([name, value]) => {
    if (!names.has(name)) return [name, value];
    for (const each of [value].flat()) found(each);
    return [name, redactedText];
  });
  return serializeForm(Object.fromEntries(fields));
}
