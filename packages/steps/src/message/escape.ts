import { WeftError } from '@weft/errors';
import { serializeJson, textOf } from '@weft/formats';

/** A value as the inside of a JSON string (RFC 8259 §7). A list or an object is written as JSON text first. */
export function insideJsonString(value: unknown): string {
  return JSON.stringify(textOf(value)).slice(1, -1);
}

/** A value as JSON; null where it is not there. */
export function asJson(value: unknown): string {
  return serializeJson(value);
}

/** XML 1.0 §2.2: what is not one of these cannot be in a document, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are the subject
const notACharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** A value as text that is the same between tags and in an attribute of either quotes. @throws WeftError `BODY_NOT_SERIALIZABLE`. */
export function insideXml(value: unknown): string {
  const text = textOf(value);
  const bad = notACharacter.exec(text)?.[0];
  if (bad !== undefined) {
    const code = bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new WeftError('BODY_NOT_SERIALIZABLE', `A value holds the character U+${code}, which XML does not have.`);
  }
  return text.replace(/[&<>"'\t\n\r]/g, (character) => references[character] ?? character);
}
