import type { TextPosition } from '../text/text-position.ts';

const quote = 0x22;
const backslash = 0x5c;

/** What a member begins with: its name, and where its value does. Or why it does not. */
interface MemberStart {
  readonly name: string;
  readonly at: number;
  readonly fault?: string;
}

/** A place in a JSON text of which only the part that matters is held. Offsets are into `text`, and change when text is forgotten. */
export class JsonCursor {
  text = '';
  /** Everything before it is done with. */
  at = 0;
  #line = 1;
  #column = 1;
  /** How far the value that begins at `at` has been looked at. */
  #scanned = 0;
  #depth = 0;
  #inString = false;
  #kind: 'container' | 'string' | 'plain' = 'plain';

  add(text: string): void {
    this.text += text;
  }

  /** Forgets what is done with. */
  forget(): void {
    if (this.at > 0) this.#drop(this.at);
  }

  /** Forgets what was looked at of a value that nobody wants. */
  forgetScanned(): void {
    this.at = this.#scanned;
    this.forget();
  }

  #drop(count: number): void {
    let lineStart = 0;
    for (let at = this.text.indexOf('\n'); at !== -1 && at < count; at = this.text.indexOf('\n', at + 1)) {
      this.#line++;
      lineStart = at + 1;
      this.#column = 1;
    }
    this.#column += count - lineStart;
    this.text = this.text.slice(count);
    this.at -= count;
    this.#scanned -= count;
  }

  placeOf(offset: number): TextPosition {
    let line = this.#line;
    let lineStart = -1;
    for (let at = this.text.indexOf('\n'); at !== -1 && at < offset; at = this.text.indexOf('\n', at + 1)) {
      line++;
      lineStart = at + 1;
    }
    return { line, column: lineStart === -1 ? this.#column + offset : offset - lineStart + 1 };
  }

  /** The offset of the next character that is no white space; undefined where there is none yet. */
  skipSpace(): number | undefined {
    const { text } = this;
    let at = this.at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
    }
    this.at = at;
    return at < text.length ? at : undefined;
  }

  /** The value that begins at `at` is looked at from here on. */
  beginValue(at: number): void {
    const first = this.text.charCodeAt(at);
    this.at = at;
    this.#scanned = at;
    this.#depth = 0;
    this.#inString = false;
    this.#kind = first === quote ? 'string' : first === 0x7b || first === 0x5b ? 'container' : 'plain';
  }

  /** Where the value ends; undefined where it has not come whole. Looks at each character once, however often it is asked. */
  valueEnd(isLast: boolean): number | undefined {
    if (this.#kind === 'plain') return this.#plainEnd(isLast);
    const { text } = this;
    const isString = this.#kind === 'string';
    let at = this.#scanned;
    let depth = this.#depth;
    let inString = this.#inString;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (code === backslash) {
          // What it escapes may come with the next piece.
          if (at + 1 === text.length) break;
          at++;
        } else if (code === quote) {
          inString = false;
          if (isString) return at + 1;
        }
      } else if (code === quote) {
        inString = true;
      } else if (code === 0x7b || code === 0x5b) {
        depth++;
      } else if ((code === 0x7d || code === 0x5d) && --depth === 0) {
        return at + 1;
      }
    }
    this.#scanned = at;
    this.#depth = depth;
    this.#inString = inString;
    return undefined;
  }

  #plainEnd(isLast: boolean): number | undefined {
    const { text } = this;
    let at = this.#scanned;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // White space, "," "]" "}".
      if (code <= 0x20 || code === 0x2c || code === 0x5d || code === 0x7d) return at;
    }
    this.#scanned = at;
    return isLast ? at : undefined;
  }

  /** Reads `"name" :` from `at`; undefined where it has not come whole. */
  memberName(at: number): MemberStart | undefined {
    let end = at + 1;
    for (; end < this.text.length && this.text.charCodeAt(end) !== quote; end++) if (this.text.charCodeAt(end) === backslash) end++;
    if (end >= this.text.length) return undefined;
    let name: string;
    try {
      name = JSON.parse(this.text.slice(at, end + 1)) as string;
    } catch {
      return { name: '', at, fault: 'a property name is not a JSON string' };
    }
    const colon = end + 1 + (/^[ \t\r\n]*/.exec(this.text.slice(end + 1, end + 65_536))?.[0].length ?? 0);
    if (colon >= this.text.length) return undefined;
    return this.text[colon] === ':' ? { name, at: colon + 1 } : { name, at: colon, fault: 'expected ":" after the property name' };
  }
}
