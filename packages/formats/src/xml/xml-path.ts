import { isXmlName } from './names.ts';

/** Which elements of a document are meant. */
export interface XmlPath {
  /** Names from the root, or from anywhere where `anywhere`. `*` stands for every name. */
  readonly names: readonly string[];
  readonly anywhere: boolean;
}

/**
 * Reads `orders/order`, `/orders/order`, `orders/*` or `//order`.
 * @returns the path, or what is wrong with it as a sentence.
 */
export function parseXmlPath(text: string): XmlPath | string {
  const anywhere = text.startsWith('//');
  const inner = text.replace(/^\/{1,2}/, '').replace(/\/$/, '');
  if (inner === '') return 'The path names no element: write it as orders/order, or //order for elements at any place.';
  const names = inner.split('/');
  const wrong = names.find((name) => name !== '*' && !isXmlName(name));
  if (wrong !== undefined)
    return `"${wrong}" is no name of an element. Write the path as orders/order, or //order for elements at any place.`;
  return { names, anywhere };
}

/** Whether the element whose ancestors and self are `open` is meant. A name without prefix fits whatever the prefix is. */
export function matchesXmlPath({ names, anywhere }: XmlPath, open: readonly string[]): boolean {
  if (anywhere ? open.length < names.length : open.length !== names.length) return false;
  const from = open.length - names.length;
  return names.every((name, index) => name === '*' || name === open[from + index] || name === localPart(open[from + index] as string));
}

function localPart(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
