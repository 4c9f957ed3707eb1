/** An element while it is being read. */
export interface Element {
  readonly name: string;
  readonly members: Record<string, unknown>;
  /** All its text, in order. */
  text: string;
  hasAttributes: boolean;
  hasChildren: boolean;
}

export function newElement(name: string): Element {
  return { name, members: {}, text: '', hasAttributes: false, hasChildren: false };
}

/** The value of an element that has been read to its end: its text, or an object where there is more than text. */
export function finishElement(element: Element): unknown {
  const { members, text, hasAttributes, hasChildren } = element;
  if (!hasAttributes && !hasChildren) return text;
  // Between child elements white space is lay-out.
  if (hasChildren ? /[^ \t\r\n]/.test(text) : text !== '') members['#text'] = text;
  return members;
}

/** Adds a child; the second of a name makes a list. `__proto__` is a legal element name and must stay a plain member. */
export function setMember(members: Record<string, unknown>, name: string, value: unknown): void {
  if (!Object.hasOwn(members, name)) {
    if (name === '__proto__') Object.defineProperty(members, name, { value, writable: true, enumerable: true, configurable: true });
    else members[name] = value;
    return;
  }
  const before = members[name];
  if (Array.isArray(before)) before.push(value);
  else members[name] = [before, value];
}
