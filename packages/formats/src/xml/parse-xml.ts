import { WeftError } from '@weft/errors';
import { SaxesParser } from 'saxes';
import { decodeText } from '../text/charset.ts';
import { ElementTree } from './element-tree.ts';

/** Elements inside one another. */
export const xmlDepthMax = 256;
/** In bytes; larger documents are for streaming steps. */
const xmlBytesMax = 32 * 1024 * 1024;

/**
 * An XML document (XML 1.0, Namespaces in XML 1.0) as a value, by the convention in this package's README. An empty
 * body is `null`. The character set is that of the byte order mark, else `charset`, else the XML declaration, else UTF-8.
 * @throws WeftError `BODY_NOT_PARSABLE` with line and column; also for a document type declaration, which is never read.
 */
export function parseXml(source: Uint8Array | string, charset?: string): unknown {
  if (source.length > xmlBytesMax) throw notParsable(`it is larger than ${xmlBytesMax} bytes`);
  const text = typeof source === 'string' ? source.replace(/^\uFEFF/, '') : decodeXml(source, charset);
  return text.trim() === '' ? null : readDocument(text);
}

/**
 * The text of an XML document, in the character set of the byte order mark, else `charset`, else the XML declaration, else UTF-8.
 * @throws WeftError `BODY_NOT_PARSABLE` where the bytes are not in that character set.
 */
export function decodeXml(bytes: Uint8Array, charset?: string): string {
  return decodeText(bytes, charset ?? declaredCharset(bytes));
}

function readDocument(text: string): unknown {
  const parser = new SaxesParser({ xmlns: true });
  const tree = new ElementTree();

  parser.on('error', (error) => {
    // saxes puts the position first ("3:14: unclosed tag: a").
    throw notParsable(error.message.replace(/^\d*:?\d+:\d+: /, '').replace(/\.$/, ''), parser);
  });
  parser.on('doctype', () => {
    throw notParsable('it has a document type declaration (<!DOCTYPE …>), which is refused for safety. Remove it', parser);
  });
  parser.on('opentag', (tag) => {
    if (tree.depth >= xmlDepthMax) throw notParsable(`it is nested deeper than ${xmlDepthMax} levels`, parser);
    tree.begin(tag);
  });
  const addText = (more: string) => tree.text(more);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => tree.end());

  parser.write(text).close();
  return tree.root.members;
}

/** The encoding a document declares, or shows by how its first characters are laid out (XML 1.0, appendix F). */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^(?:\xEF\xBB\xBF)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1]?.toLowerCase();
}

function notParsable(why: string, at?: { readonly line: number; readonly column: number }): WeftError {
  const where = at === undefined ? '' : ` (line ${at.line}, column ${at.column})`;
  return new WeftError('BODY_NOT_PARSABLE', `The XML cannot be read: ${why}${where}.`);
}
