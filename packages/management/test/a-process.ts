import { currentFormatVersion } from '@weft/process';

/** A process that answers GET on `path`; whole, publishable, and small. */
export function helloProcess(path = 'test/hello', name = 'Hello') {
  return {
    formatVersion: currentFormatVersion,
    name,
    steps: {
      start: { type: 'http-endpoint', version: 1, config: { path, methods: ['GET', 'POST'] }, position: { x: 0, y: 0 } },
      reply: { type: 'reply', version: 1, config: {}, position: { x: 200, y: 0 } },
    },
    links: [{ from: { step: 'start', port: 'out' }, to: 'reply' }],
  };
}
