import { decodeXml } from '@weft/formats';
import { ParseOption, XmlDocument, XmlLibError, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { finding, nowhere, type Report, SchemaFault, unreadable } from './finding.ts';
import type { Check } from './json-schema.ts';
import { documentTypeAt, locateElements } from './xml-places.ts';

export interface SchemaFile {
  readonly location: string;
  readonly schema: string;
}

/** What the schema being compiled may read. Set only while one is: compiling does not wait for anything. */
let readable: ReadonlyMap<string, Uint8Array> = new Map();
serveOnly();

/** @throws SchemaFault where the schema cannot be used. */
export function checkByXsd(schemaText: string, files: readonly SchemaFile[]): Check {
  const validator = compile(schemaText, files);
  return (bytes, charset, most) => {
    const text = decodeXml(bytes, charset);
    if (text.trim() === '') return unreadable(nowhere, 'There is no content.');
    const doctype = documentTypeAt(text);
    if (doctype !== undefined) {
      return unreadable(doctype, 'The document has a document type declaration (<!DOCTYPE …>), which is refused for safety.');
    }
    return check(validator, text, most);
  };
}

function check(validator: XsdValidator, text: string, most: number): Report {
  let document: XmlDocument;
  try {
    document = parse(text);
  } catch (thrown) {
    const [first] = detailsOf(thrown);
    return unreadable(
      { line: first?.line ?? 0, column: first?.col ?? 0 },
      `It is not XML: ${first?.message.trim() ?? 'nobody can tell why'}.`,
    );
  }
  try {
    validator.validate(document);
    return { findings: [], count: 0 };
  } catch (thrown) {
    const details = detailsOf(thrown);
    if (details.length === 0) throw thrown;
    const shown = details.slice(0, most);
    const places = locateElements(text, new Set(shown.map(({ xpath = '' }) => elementOf(xpath))));
    return {
      count: details.length,
      findings: shown.map(({ message, line, xpath = '' }) => {
        const element = elementOf(xpath);
        const place = places.get(element);
        const path = `${place?.path ?? element}${attributeIn(message)}`;
        return finding(place ?? { line, column: 0 }, path, wordsOf(message));
      }),
    };
  } finally {
    document.dispose();
  }
}

/** What is wrong with an attribute is told of its element. */
function attributeIn(message: string): string {
  const name = /^Element '[^']*', attribute '(?:\{[^}]*\})?([^']+)'/.exec(message)?.[1];
  return name === undefined ? '' : `/@${name}`;
}

/** Names in braces are full names of schemas; the part behind the braces says enough. */
function wordsOf(message: string): string {
  return message.trim().replace(/\{[^{}\s]*\}(?=[\w*])/g, '');
}

/** The path of the element that a path of an attribute or text ends in. */
function elementOf(xpath: string): string {
  return xpath.replace(/\/(?:@[^/]+|text\(\)(?:\[\d+\])?)$/, '');
}

function compile(schemaText: string, files: readonly SchemaFile[]): XsdValidator {
  for (const { schema, location } of [{ schema: schemaText, location: 'the schema' }, ...files]) {
    if (documentTypeAt(schema) !== undefined) {
      throw new SchemaFault(
        `The XSD has a document type declaration (<!DOCTYPE …>) in ${location}, which is refused for safety. Remove it.`,
      );
    }
  }
  readable = new Map(files.map(({ location, schema }) => [location, new TextEncoder().encode(schema)]));
  let schema: XmlDocument | undefined;
  try {
    schema = parse(schemaText);
    return XsdValidator.fromDoc(schema);
  } catch (thrown) {
    throw schemaFault(thrown);
  } finally {
    schema?.dispose();
    readable = new Map();
  }
}

function schemaFault(thrown: unknown): SchemaFault {
  const details = detailsOf(thrown);
  const missing = details.map(({ message }) => /failed to load "([^"]*)"/.exec(message)?.[1]).find((name) => name !== undefined);
  if (missing !== undefined) {
    return new SchemaFault(`The XSD needs "${missing}". Add it under "Included files" by that very location: nothing is fetched.`);
  }
  const first = details.find(({ level }) => level > 1) ?? details[0];
  if (first === undefined) return new SchemaFault('The XSD cannot be used.', { cause: thrown });
  const where = first.line > 0 ? ` (line ${first.line})` : '';
  return new SchemaFault(`The XSD cannot be used: ${wordsOf(first.message)}${where}`, { cause: thrown });
}

function detailsOf(thrown: unknown): XmlLibError['details'] {
  return thrown instanceof XmlLibError ? thrown.details : [];
}

/** Neither entities nor document types are loaded, and the text is UTF-8 by now, whatever its declaration says. */
function parse(text: string): XmlDocument {
  return XmlDocument.fromString(text, {
    option:
      ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG | ParseOption.XML_PARSE_IGNORE_ENC,
  });
}

/** Takes every request for a file, and serves those that the step was given: there is no way to disk or network behind it. */
function serveOnly(): void {
  const open = new Map<number, { readonly bytes: Uint8Array; at: number }>();
  let handles = 0;
  xmlRegisterInputProvider({
    match: () => true,
    open: (location) => {
      const bytes = readable.get(location);
      if (bytes === undefined) return undefined;
      open.set(++handles, { bytes, at: 0 });
      return handles;
    },
    read: (handle, buffer) => {
      const file = open.get(handle);
      if (file === undefined) return -1;
      const part = file.bytes.subarray(file.at, file.at + buffer.byteLength);
      buffer.set(part);
      file.at += part.byteLength;
      return part.byteLength;
    },
    close: (handle) => open.delete(handle),
  });
}
