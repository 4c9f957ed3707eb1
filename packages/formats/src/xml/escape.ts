import { WeftError } from '@weft/errors';

/** XML 1.0 §2.2: what is not one of these cannot be in a document, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are the subject
const notACharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Text between tags. A carriage return is written as a reference, else a reader would turn it into a line feed (§2.11). */
export function escapeText(text: string, lastCode: number): string {
  return escapeWith(text, /[&<>\r]/g, lastCode);
}

/** The value of an attribute in double quotes. White space is written as references, else a reader would make it spaces (§3.3.3). */
export function escapeAttribute(text: string, lastCode: number): string {
  return escapeWith(text, /[&<>"\t\n\r]/g, lastCode);
}

function escapeWith(text: string, special: RegExp, lastCode: number): string {
  const bad = notACharacter.exec(text)?.[0];
  if (bad !== undefined) {
    const code = bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new WeftError(
      'BODY_NOT_SERIALIZABLE',
      `The value cannot be written as XML. It holds the character U+${code}, which XML does not have.`,
    );
  }
  const escaped = text.replace(special, (character) => references[character] ?? character);
  if (lastCode >= 0x10ffff) return escaped;
  return escaped.replace(/[^\0-\x7f]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > lastCode ? `&#x${code.toString(16).toUpperCase()};` : character;
  });
}
