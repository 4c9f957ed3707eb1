import { WeftError } from '@weft/errors';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { setMember } from './element.ts';
import { ElementTree } from './element-tree.ts';
import { xmlDepthMax } from './parse-xml.ts';
import { matchesXmlPath, type XmlPath } from './xml-path.ts';

/** One element that was asked for, by the convention in this package's README. */
export interface XmlRecord {
  readonly name: string;
  readonly value: unknown;
  /** The name of the element around it; `undefined` for the root. */
  readonly parent: string | undefined;
  /** The namespaces declared around it, as members: `@xmlns:a`. */
  readonly namespaces: Readonly<Record<string, string>>;
}

export interface XmlRecords {
  readonly path: XmlPath;
  /** Of one record, and of anything else that has to be held, in characters. */
  readonly lengthMax: number;
}

/** Takes the text of a document in pieces and gives the elements that are whole. */
export interface XmlRecordReader {
  write(text: string): XmlRecord[];
  end(): XmlRecord[];
}

/** An element that is open, outside of records. */
interface Around {
  readonly name: string;
  readonly namespaces: Readonly<Record<string, string>>;
  /** How many elements of a name it has had. */
  readonly counts: Map<string, number>;
}

/**
 * The elements at a path of an XML document of any size (XML 1.0, Namespaces in XML 1.0). An element inside one that fits is
 * part of it. No more is held than one of them.
 * @throws WeftError `BODY_NOT_PARSABLE` with line, column and path, also for a document type declaration, which is never
 * read; `BODY_TOO_LARGE` for an element that is too long.
 */
export function xmlRecordsReader({ path, lengthMax }: XmlRecords): XmlRecordReader {
  const parser = new SaxesParser({ xmlns: true });
  const around: Around[] = [];
  const names: string[] = [];
  const places: string[] = [];
  let found: XmlRecord[] = [];
  let tree: ElementTree | undefined;
  let recordStart = 0;
  /** Where the last thing ended that the parser told of: what comes after it is held by the parser. */
  let told = 0;
  let isBlank = true;

  const place = (): string => (places.length === 0 ? '' : `, in ${places.join('')}`);

  function notParsable(why: string): WeftError {
    return new WeftError('BODY_NOT_PARSABLE', `The XML cannot be read: ${why} (line ${parser.line}, column ${parser.column}${place()}).`);
  }

  function tooLong(what: string): WeftError {
    return new WeftError('BODY_TOO_LARGE', `${what} has more than ${lengthMax} characters (line ${parser.line}${place()}).`);
  }

  parser.on('error', (error) => {
    // saxes puts the position first ("3:14: unclosed tag: a").
    throw notParsable(error.message.replace(/^\d*:?\d+:\d+: /, '').replace(/\.$/, ''));
  });
  parser.on('doctype', () => {
    throw notParsable('it has a document type declaration (<!DOCTYPE …>), which is refused for safety. Remove it');
  });
  parser.on('opentag', (tag) => {
    told = parser.position;
    if (names.length >= xmlDepthMax) throw notParsable(`it is nested deeper than ${xmlDepthMax} levels`);
    names.push(tag.name);
    if (tree === undefined) beginOutside(tag);
    else tree.begin(tag);
  });

  function beginOutside(tag: SaxesTagNS): void {
    const outer = around.at(-1);
    const number = (outer?.counts.get(tag.name) ?? 0) + 1;
    outer?.counts.set(tag.name, number);
    places.push(outer === undefined ? `/${tag.name}` : `/${tag.name}[${number}]`);
    if (matchesXmlPath(path, names)) {
      tree = new ElementTree();
      recordStart = parser.position;
      tree.begin(tag);
    } else around.push({ name: tag.name, namespaces: { ...outer?.namespaces, ...declared(tag) }, counts: new Map() });
  }

  const addText = (text: string): void => {
    told = parser.position;
    tree?.text(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('comment', () => {
    told = parser.position;
  });
  parser.on('processinginstruction', () => {
    told = parser.position;
  });
  parser.on('closetag', (tag) => {
    told = parser.position;
    names.pop();
    if (tree === undefined) around.pop();
    else {
      tree.end();
      if (tree.depth > 0) return;
      if (parser.position - recordStart > lengthMax) throw tooLong('The element');
      const outer = around.at(-1);
      found.push({ name: tag.name, value: tree.root.members[tag.name], parent: outer?.name, namespaces: outer?.namespaces ?? {} });
      tree = undefined;
    }
    places.pop();
  });

  function taken(): XmlRecord[] {
    const records = found;
    found = [];
    return records;
  }

  return {
    write(text) {
      isBlank &&= /^[\uFEFF\s]*$/.test(text);
      parser.write(text);
      if (tree !== undefined && parser.position - recordStart > lengthMax) throw tooLong('The element');
      if (parser.position - told > lengthMax) throw tooLong('A text, comment or tag');
      return taken();
    },
    end() {
      // A body without content has no records.
      if (isBlank) return [];
      parser.close();
      return taken();
    },
  };
}

function declared({ attributes }: SaxesTagNS): Record<string, string> {
  const namespaces: Record<string, string> = {};
  for (const [name, { value }] of Object.entries(attributes)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) namespaces[`@${name}`] = value;
  }
  return namespaces;
}

/** The record as a document of its own: the namespaces that were declared around it are declared on it. */
export function xmlDocumentOf({ name, value, namespaces }: XmlRecord): Record<string, unknown> {
  if (Object.keys(namespaces).length === 0) return { [name]: value };
  const own = typeof value === 'object' && value !== null ? value : { '#text': value };
  return { [name]: { ...namespaces, ...own } };
}

/** Several records as one document, below an element named as the one that they stood in; `records` where they were roots. */
export function xmlDocumentOfAll(records: readonly XmlRecord[]): Record<string, unknown> {
  const root: Record<string, unknown> = { ...records[0]?.namespaces };
  for (const { name, value } of records) setMember(root, name, value);
  return { [records[0]?.parent ?? 'records']: root };
}
