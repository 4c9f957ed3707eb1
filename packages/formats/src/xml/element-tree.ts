import type { SaxesTagNS } from 'saxes';
import { type Element, finishElement, newElement, setMember } from './element.ts';

/** Puts elements together as they are read; `root` has what stands at the top as its members. */
export class ElementTree {
  readonly root: Element = newElement('');
  #open: Element[] = [];
  #current: Element = this.root;

  /** Elements that are open now. */
  get depth(): number {
    return this.#open.length;
  }

  begin({ name, attributes }: SaxesTagNS): void {
    this.#open.push(this.#current);
    this.#current = newElement(name);
    for (const attribute of Object.keys(attributes)) {
      this.#current.hasAttributes = true;
      this.#current.members[`@${attribute}`] = attributes[attribute]?.value;
    }
  }

  text(text: string): void {
    this.#current.text += text;
  }

  end(): void {
    const finished = this.#current;
    this.#current = this.#open.pop() ?? this.root;
    this.#current.hasChildren = true;
    setMember(this.#current.members, finished.name, finishElement(finished));
  }
}
