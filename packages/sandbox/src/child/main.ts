// The child: one process of the pool. It has no environment, no descriptor but its channel, and no rights worth having.
import type { Answer, FromChild, ScriptSource, ToChild } from '../protocol.ts';
import { openScriptIsolate, type ScriptIsolate } from './script-isolate.ts';

/** Isolates kept ready in this process. */
const isolatesMax = 16;

const sources = new Map<string, ScriptSource>();
/** Least lately used first. */
const isolates = new Map<string, ScriptIsolate>();
const waiting: ToChild[] = [];
let busy = false;

// Everything is loaded: nothing needs the rights of root any more.
const uid = Number(process.argv[2]);
if (process.getuid?.() === 0 && Number.isInteger(uid) && uid > 0) {
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToChild) => {
  waiting.push(message);
  pump();
});
send({ kind: 'ready' }, () => undefined);

/** The next one begins only when the answer has left: a script that blocks must not hold up the answer before it. */
function pump(): void {
  if (busy) return;
  for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
    if (message.kind === 'learn') {
      sources.set(message.key, message.script);
    } else if (message.kind === 'forget') {
      sources.delete(message.key);
      dispose(message.key);
    } else {
      busy = true;
      const answer = answerTo(message);
      const residentMb = process.memoryUsage.rss() / 1024 / 1024;
      send({ kind: 'answer', id: message.id, answer, residentMb }, () => {
        busy = false;
        pump();
      });
      return;
    }
  }
}

function answerTo(message: Extract<ToChild, { kind: 'run' | 'check' }>): Answer {
  const source = sources.get(message.key);
  if (source === undefined) return { outcome: 'failed', message: 'The script is not known here.' };
  let isolate: ScriptIsolate;
  try {
    isolate = isolateFor(message.key, source);
  } catch (error) {
    return { outcome: 'syntax', message: error instanceof Error ? error.message : String(error) };
  }
  if (message.kind === 'check') return { outcome: 'checked' };
  const answer = isolate.run(message);
  if (!isolate.isReusable) dispose(message.key);
  return answer;
}

function isolateFor(key: string, source: ScriptSource): ScriptIsolate {
  const isolate = isolates.get(key) ?? openScriptIsolate(source);
  isolates.delete(key);
  isolates.set(key, isolate);
  const [oldest] = isolates.keys();
  if (isolates.size > isolatesMax && oldest !== undefined) dispose(oldest);
  return isolate;
}

function dispose(key: string): void {
  isolates.get(key)?.dispose();
  isolates.delete(key);
}

function send(message: FromChild, sent: () => void): void {
  process.send?.(message, sent);
}
