import { type Operate, onText } from './content.ts';
import type { Operation } from './definition.ts';

/** Takes white space (ECMAScript's) away; line ends inside the text stay as they are. */
export function trimText({ where }: Extract<Operation, { do: 'trim' }>): Operate {
  switch (where) {
    case 'both':
      return onText((text) => text.trim());
    case 'start':
      return onText((text) => text.trimStart());
    case 'end':
      return onText((text) => text.trimEnd());
    case 'each-line':
      return onText((text) =>
        text
          .split('\n')
          .map((line) => (line.endsWith('\r') ? `${line.trim()}\r` : line.trim()))
          .join('\n'),
      );
    default:
      return where satisfies never;
  }
}
