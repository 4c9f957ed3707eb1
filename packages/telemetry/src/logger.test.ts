import { WeftError } from '@weft/errors';
import { expect, test } from 'vitest';
import { createLogger, type Logger } from './logger.ts';

function capturing(): { log: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  let written = '';
  const write = (line: string) => {
    written += line;
  };
  const log = createLogger({ service: 'test', level: 'debug', destination: { write } });
  const lines = () =>
    written
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { log, lines, text: () => written };
}

test('an event is one JSON line with its name, level, service and fields', () => {
  const { log, lines } = capturing();
  log.with({ executionId: 'e1' }).info('execution.started', { attempt: 2 });
  expect(lines()).toEqual([
    expect.objectContaining({ level: 'info', service: 'test', event: 'execution.started', executionId: 'e1', attempt: 2 }),
  ]);
});

test('secrets are never printed, wherever in the fields they stand', () => {
  const { log, text } = capturing();
  log.info('x', { password: 'hush', config: { token: 'hush' }, request: { headers: { authorization: 'hush', 'x-api-key': 'hush' } } });
  log.with({ secret: 'hush' }).warn('y', { a: { b: { c: { privateKey: 'hush' } } } });
  expect(text()).not.toContain('hush');
  expect(text()).toContain('•••');
});

test('passwords in the addresses that drivers put into their messages are not printed', () => {
  const { log, text } = capturing();
  const cause = new Error('connect failed: postgres://weft:hush@db.example.com/weft');
  log.error('x', { error: new WeftError('CONNECTION_FAILED', 'No database.', { detail: 'redis://:hush@cache:6379', cause }) });
  expect(text()).not.toContain('hush');
  expect(text()).toContain('db.example.com');
});

test('properties that a library hangs on its errors stay out of the log', () => {
  const { log, text } = capturing();
  log.error('x', { error: Object.assign(new Error('boom'), { request: { body: 'personal data' } }) });
  expect(text()).not.toContain('personal data');
  expect(text()).toContain('boom');
});
