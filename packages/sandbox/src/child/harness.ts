import { resultLengthMax } from '../protocol.ts';

/**
 * Runs inside the isolate, in a fresh context, before the user's code. It gives `run` and `report` to the host and `console` to
 * the script. It takes what it needs from the globals at once: the script may change them later, which then harms only its own
 * report. It never hands out a reference to itself.
 *
 * The report is JSON text: `{ state, logs: [[level, line], …], value?, name?, message?, stack? }`.
 */
export const harnessSource = `(function () {
  'use strict';
  const { parse, stringify } = JSON;
  const { apply, defineProperty } = Reflect;
  const { then } = Promise.prototype;
  const { slice } = String.prototype;
  const text = String;
  const linesMax = 200, lineLengthMax = 2000, resultLengthMax = ${resultLengthMax};

  // Its memory is not counted by the isolate's limit.
  delete globalThis.WebAssembly;

  let state = 'pending', value, failure = '', logs = '', lines = 0;

  const cut = (string, length) => (string.length > length ? apply(slice, string, [0, length]) + '…' : string);
  const shown = (thing) => {
    if (typeof thing === 'string') return thing;
    try {
      const json = typeof thing === 'object' && thing !== null && !(thing instanceof Error) ? stringify(thing) : undefined;
      return json === undefined ? text(thing) : json;
    } catch {
      return '[cannot be shown]';
    }
  };
  const writer = (level) => (...things) => {
    lines += 1;
    if (lines > linesMax) return;
    let line = '';
    for (let index = 0; index < things.length; index += 1) line += (index === 0 ? '' : ' ') + shown(things[index]);
    logs += (logs === '' ? '[' : ',[') + stringify(level) + ',' + stringify(cut(line, lineLengthMax)) + ']';
  };
  defineProperty(globalThis, 'console', {
    value: { log: writer('info'), info: writer('info'), debug: writer('debug'), warn: writer('warn'), error: writer('error') },
    writable: true, configurable: true,
  });

  const member = (thing, key) => {
    try {
      const found = thing[key];
      return typeof found === 'string' ? cut(found, 4000) : '';
    } catch {
      return '';
    }
  };
  const failed = (thrown) => {
    state = 'failed';
    const isObject = (typeof thrown === 'object' || typeof thrown === 'function') && thrown !== null;
    const name = isObject ? member(thrown, 'name') : '';
    const message = isObject ? member(thrown, 'message') || (name === '' ? cut(shown(thrown), 4000) : '') : cut(shown(thrown), 4000);
    const stack = isObject ? member(thrown, 'stack') : '';
    failure = ',"name":' + stringify(name) + ',"message":' + stringify(message) + ',"stack":' + stringify(stack);
  };
  const ended = (result) => {
    try {
      value = stringify(result);
    } catch (error) {
      failed(error);
      state = 'unserializable';
      return;
    }
    if (value === undefined && result !== undefined) state = 'no-data';
    else if (value !== undefined && value.length > resultLengthMax) state = 'too-large';
    else state = 'ended';
    if (state !== 'ended') value = undefined;
  };

  return {
    run: (input, script) => {
      const given = input === undefined ? undefined : parse(input);
      apply(then, script(given), [ended, failed]);
    },
    report: () => {
      const dropped = lines > linesMax ? (logs === '' ? '' : ',') + '["warn","' + (lines - linesMax) + ' more lines were left out."]' : '';
      return '{"state":"' + state + '","logs":[' + logs + dropped + ']' + failure + (value === undefined ? '' : ',"value":' + value) + '}';
    },
  };
})()`;
