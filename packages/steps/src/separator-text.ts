const names: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

/** A separator as a form holds it: `\n`, `\r` and `\t` stand for the characters that a text field cannot hold, `\\` for a backslash. */
export function separatorText(text: string): string {
  return text.replace(/\\([nrt\\])/g, (_all, name: string) => names[name] ?? name);
}
