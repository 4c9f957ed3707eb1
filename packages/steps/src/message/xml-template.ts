import { type Piece, piecesOf } from './template-pieces.ts';

export type XmlTemplate = { readonly parts: readonly Piece[] } | { readonly fault: string };

/** Where the fixed text of a template ends: the only two places for a value are `text` and `attribute`. */
type Place = 'text' | 'attribute' | 'tag' | 'reference' | 'section';

/** What is read to its end without looking at anything in it (XML 1.0 §2.5 to §2.7). */
const sections = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * An XML text with `{{ expression }}` inside. Expressions may stand between tags and in the values of attributes, where
 * an escaped value can change nothing around it, and nowhere else. Whether the rest is well-formed is not looked at.
 */
export function readXmlTemplate(template: string): XmlTemplate {
  const parts = piecesOf(template);
  if (parts === undefined) return { fault: 'An expression that began with {{ must end with }}.' };
  const reader = newReader();
  for (const part of parts) {
    if ('text' in part) reader.read(part.text);
    else if (reader.place() !== 'text' && reader.place() !== 'attribute') return { fault: faults[reader.place() as keyof typeof faults] };
  }
  return { parts };
}

const faults = {
  tag: 'An expression cannot be a name inside a tag. Put it between tags or into the quotes of an attribute.',
  reference: 'An expression cannot stand behind & in a character or entity reference. Write &amp; for the character.',
  section: 'An expression cannot stand in a comment, a CDATA section or a processing instruction. Values are escaped, so it needs none.',
} as const;

function newReader(): { read(text: string): void; place(): Place } {
  let section: string | undefined;
  let inTag = false;
  let quote: string | undefined;
  let inReference = false;

  function read(text: string): void {
    let at = 0;
    while (at < text.length) {
      if (section !== undefined) {
        const end = text.indexOf(section, at);
        if (end === -1) return;
        at = end + section.length;
        section = undefined;
        continue;
      }
      const opened = inTag ? undefined : sections.find(([open]) => text.startsWith(open, at));
      if (opened === undefined) step(text.charAt(at++));
      else {
        section = opened[1];
        at += opened[0].length;
      }
    }
  }

  function step(character: string): void {
    if (character === '&') inReference = true;
    else if (character === ';') inReference = false;
    else if (quote !== undefined) quote = character === quote ? undefined : quote;
    else if (inTag && (character === '"' || character === "'")) quote = character;
    else if (character === '<') inTag = true;
    else if (character === '>') inTag = false;
  }

  function place(): Place {
    if (section !== undefined) return 'section';
    if (inReference) return 'reference';
    if (quote !== undefined) return 'attribute';
    return inTag ? 'tag' : 'text';
  }

  return { read, place };
}
