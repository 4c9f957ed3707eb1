/**
 * JSON text with a member a line. Works on the text itself, so that numbers keep every digit they were written with. A text
 * that is no JSON comes out with odd line breaks at worst.
 */
export function indentJson(text: string): string {
  let out = '';
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (inText) {
      out += char === '\\' ? char + text.charAt(++at) : char;
      if (char === '"') inText = false;
    } else if (char === '"') {
      inText = true;
      out += char;
    } else if (char === '{' || char === '[') {
      const closing = /^\s*[}\]]/.exec(text.slice(at + 1, at + 200));
      if (closing === null) out += `${char}\n${'  '.repeat(++depth)}`;
      else {
        out += char + closing[0].trim();
        at += closing[0].length;
      }
    } else if (char === '}' || char === ']') {
      depth = Math.max(0, depth - 1);
      out += `\n${'  '.repeat(depth)}${char}`;
    } else if (char === ',') out += `,\n${'  '.repeat(depth)}`;
    else if (char === ':') out += ': ';
    else if (!/\s/.test(char)) out += char;
  }
  return out;
}
