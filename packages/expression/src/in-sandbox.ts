// The helpers as global functions of an isolate, where what leaves the safe subset runs. Bundled by
// tooling/generate/sandbox-helpers.ts; nothing imports it. There is the language here, and nothing of a platform.
import { helpers } from './helpers/helpers.ts';
import { Budget } from './values/budget.ts';
import { Frame } from './values/frame.ts';

/** Time and memory are the isolate's own limits. */
const budget = new Budget({ steps: Number.POSITIVE_INFINITY, size: Number.POSITIVE_INFINITY });
const frame = new Frame({ body: undefined, properties: {}, execution: {} }, budget, { now: Date.now, uuid: randomUuid }, [], undefined);

for (const { name, run } of helpers) {
  Object.defineProperty(globalThis, name, { value: (...args: unknown[]) => run(args, frame), writable: true, configurable: true });
}

/** RFC 9562 §5.4. The language has no better source of chance. */
function randomUuid(): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const digit = Math.floor(Math.random() * 16);
    return (place === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}
