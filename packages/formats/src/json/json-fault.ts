/** Where a text stops being JSON, both counted from 1, and what should have stood there. */
export interface JsonFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the first place where a text is not JSON (RFC 8259), or undefined where all of it is.
 *
 * Engines word this differently and often give no position, so it is done here, and only once parsing has failed.
 */
export function findJsonFault(text: string, depthMax: number): JsonFault | undefined {
  const end = scan(text, depthMax);
  if (end === undefined) return undefined;
  const before = text.slice(0, end.at).split('\n');
  return { message: end.message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

interface Stop {
  readonly at: number;
  readonly message: string;
}

const space = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 §7 names these very characters
const string = /"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*/y;
const word = /true|false|null/y;

function scan(text: string, depthMax: number): Stop | undefined {
  const open: string[] = [];
  let at = after(space, text, 0);
  for (;;) {
    // A value.
    const first = text[at];
    if (first === '{' || first === '[') {
      const close = first === '{' ? '}' : ']';
      if (open.push(close) > depthMax) return { at, message: `it is nested deeper than ${depthMax} levels` };
      at = after(space, text, at + 1);
      if (text[at] !== close) {
        if (close === ']') continue;
        const stop = memberName(text, at, 'a property name in double quotes or "}"');
        if (typeof stop !== 'number') return stop;
        at = stop;
        continue;
      }
    } else {
      const stop = scalar(text, at);
      if (typeof stop !== 'number') return stop;
      at = after(space, text, stop);
    }
    // What may follow a value, closing as much as is closed.
    let close = open.at(-1);
    while (close !== undefined && text[at] === close) {
      open.pop();
      at = after(space, text, at + 1);
      close = open.at(-1);
    }
    if (close === undefined)
      return at === text.length ? undefined : { at, message: `nothing was expected after the value, but ${what(text, at)}` };
    if (text[at] !== ',') return { at, message: `expected "," or "${close}", but ${what(text, at)}` };
    at = after(space, text, at + 1);
    if (close === '}') {
      const stop = memberName(text, at, 'a property name in double quotes');
      if (typeof stop !== 'number') return stop;
      at = stop;
    }
  }
}

/** From a member's name to where its value starts. */
function memberName(text: string, at: number, expected: string): number | Stop {
  if (text[at] !== '"') return { at, message: `expected ${expected}, but ${what(text, at)}` };
  const end = scalar(text, at);
  if (typeof end !== 'number') return end;
  const colon = after(space, text, end);
  if (text[colon] !== ':') return { at: colon, message: `expected ":" after the property name, but ${what(text, colon)}` };
  return after(space, text, colon + 1);
}

function scalar(text: string, at: number): number | Stop {
  if (text[at] === '"') {
    const end = after(string, text, at);
    if (text[end] === '"') return end + 1;
    if (end === text.length) return { at: end, message: 'a string is not closed' };
    if (text[end] === '\\') return { at: end, message: 'a string holds an unknown escape' };
    return { at: end, message: 'a string holds a line break or control character; write it as an escape such as \\n' };
  }
  const end = Math.max(after(number, text, at), after(word, text, at));
  return end > at ? end : { at, message: `expected a value, but ${what(text, at)}` };
}

function what(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? 'the text ends' : `found ${JSON.stringify(String.fromCodePoint(point))}`;
}

/** The end of a match that starts at `at`; `at` itself where there is none. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
