import { decodeText, encodeText, mediaTypeOf } from '@weft/formats';
import { type Operate, tooLarge } from './content.ts';
import type { Operation } from './definition.ts';

type Settings = Extract<Operation, { do: 'convert-charset' }>;

/** The highest character of the sets that do not have all of them. */
const last: Readonly<Record<string, number>> = { 'iso-8859-1': 0xff, 'us-ascii': 0x7f };

/** Writes the text in another character set. */
export function convertCharset({ from, to, onUnknown }: Settings): Operate {
  return ({ bytes, contentType }, bytesMax) => {
    const { charset, essence } = mediaTypeOf(contentType);
    const text = decodeText(bytes, from === 'as-declared' ? charset : from);
    const converted = encodeText(onUnknown === 'fail' ? text : withQuestionMarks(text, last[to]), to);
    if (converted.byteLength > bytesMax) throw tooLarge('Converting', bytesMax);
    return { bytes: converted, contentType: `${essence === '' ? 'text/plain' : essence}; charset=${to}` };
  };
}

function withQuestionMarks(text: string, lastCode: number | undefined): string {
  if (lastCode === undefined) return text;
  // By code point, so that a character of two halves becomes one question mark.
  return text.replace(/[^\0-\x7f]/gu, (character) => ((character.codePointAt(0) ?? 0) > lastCode ? '?' : character));
}
