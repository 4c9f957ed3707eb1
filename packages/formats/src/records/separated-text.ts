import { WeftError } from '@weft/errors';

/** A part of a text between two separators. */
export interface TextPart {
  readonly text: string;
  /** From 1; empty parts are counted. */
  readonly number: number;
}

export interface Separation {
  /** At least one character; for lines a line feed, and then a carriage return before it belongs to the line end too. */
  readonly separator: string;
  /** In characters, without the separator. */
  readonly lengthMax: number;
  /** What a part is called in messages: `Line`, `Part`. */
  readonly called: string;
}

/** Takes a text in pieces and gives the parts that are whole. What follows the last separator is a part only where it is not empty. */
export interface PartReader {
  /** @throws WeftError `BODY_TOO_LARGE` naming the part by its number. */
  write(text: string): TextPart[];
  end(): TextPart[];
}

/** Parts of a text of any size; no more of it is held than one piece and one part. */
export function separatedText({ separator, lengthMax, called }: Separation): PartReader {
  const isLines = separator === '\n';
  /** Of a separator, or of a line's carriage return, all but the last character may have come already. */
  const slack = isLines ? 1 : separator.length - 1;
  let rest = '';
  let number = 0;

  function part(text: string): TextPart {
    number++;
    const own = isLines && text.endsWith('\r') ? text.slice(0, -1) : text;
    if (own.length > lengthMax) throw tooLong(number);
    return { text: own, number };
  }

  function tooLong(at: number): WeftError {
    return new WeftError(
      'BODY_TOO_LARGE',
      `${called} ${at} of the body has more than ${lengthMax} characters. Raise the longest ${called.toLowerCase()}, or check that the body is made of ${called.toLowerCase()}s.`,
    );
  }

  return {
    write(text) {
      const buffer = rest + text;
      const parts: TextPart[] = [];
      let from = 0;
      // What is left from the piece before holds no separator, save one whose end was missing.
      const begin = Math.max(0, rest.length - separator.length + 1);
      for (let end = buffer.indexOf(separator, begin); end !== -1; end = buffer.indexOf(separator, from)) {
        parts.push(part(buffer.slice(from, end)));
        from = end + separator.length;
      }
      rest = buffer.slice(from);
      if (rest.length > lengthMax + slack) throw tooLong(number + 1);
      return parts;
    },
    end() {
      const last = rest === '' ? [] : [part(rest)];
      rest = '';
      return last;
    },
  };
}
