import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createSandbox, type ScriptLimits } from './sandbox.ts';

// Starting processes and filling memory takes its time on a busy machine; each limit itself is far below this.
vi.setConfig({ testTimeout: 30_000 });

const limits: ScriptLimits = { timeoutMs: 300, memoryMb: 32 };
const roomy: ScriptLimits = { timeoutMs: 5_000, memoryMb: 64 };
const never = new AbortController().signal;

const sandbox = createSandbox({ processes: 2 });
afterAll(() => sandbox.close());

const run = (source: string, input?: unknown, within: ScriptLimits = roomy) => sandbox.compile(source, within)(input, never);
const failed = (text: string) => expect.objectContaining({ code: 'SCRIPT_FAILED', message: expect.stringContaining(text) });
const overLimit = expect.objectContaining({ code: 'SCRIPT_LIMIT' });

describe('a script', () => {
  it('gets the document as input and returns data', async () => {
    await expect(run('return { sum: input.a + input.b, list: [1, null, "x"] };', { a: 1, b: 2 })).resolves.toEqual({
      sum: 3,
      list: [1, null, 'x'],
    });
  });

  it('may await promises', async () => {
    await expect(run('const all = await Promise.all([1, Promise.resolve(2)]); return all;')).resolves.toEqual([1, 2]);
  });

  it('gives undefined where it returns nothing, and null where it returns null', async () => {
    await expect(run('input;')).resolves.toBeUndefined();
    await expect(run('return null;')).resolves.toBeNull();
  });

  it('writes lines to the log of its execution, in order, also when it fails', async () => {
    const lines: unknown[] = [];
    const script = sandbox.compile('console.log("a", { b: 1 }); console.error(new Error("c")); throw 1;', roomy);
    await expect(script(undefined, never, (level, line) => lines.push([level, line]))).rejects.toThrow(failed('1'));
    expect(lines).toEqual([
      ['info', 'a {"b":1}'],
      ['error', 'Error: c'],
    ]);
  });

  it('may write 200 lines of 2,000 characters; the rest is counted', async () => {
    const lines: string[] = [];
    const script = sandbox.compile('for (let i = 0; i < 1000; i += 1) console.log("x".repeat(5000));', roomy);
    await script(undefined, never, (_level, line) => lines.push(line));
    expect(lines).toHaveLength(201);
    expect(lines[0]?.length).toBe(2_001);
    expect(lines[200]).toContain('800 more');
  });

  it('fails with line and column of its own text', async () => {
    const error = await run('const a = 1;\n  throw new TypeError("no " + input);', 5).catch((thrown: unknown) => thrown);
    expect(error).toEqual(failed('TypeError: no 5 (line 2, column 9)'));
    expect(error).toMatchObject({ problems: [{ line: 2, column: 9 }] });
  });

  it('fails with line and column where it is no JavaScript, before it runs', async () => {
    await expect(run('const a = 1;\nreturn a +;')).rejects.toThrow(failed('line 2, column 11'));
    await expect(sandbox.check('const a = 1;\nreturn a +;')).rejects.toThrow(failed('line 2, column 11'));
    await expect(sandbox.check('return input.a;')).resolves.toBeUndefined();
  });

  it.each(['}); (async function (input) {', '} + function () {', '})(); (function () { return 1'])(
    'cannot leave the function that is put around it: %s',
    async (source) => {
      await expect(run(source)).rejects.toThrow(expect.objectContaining({ code: 'SCRIPT_FAILED' }));
    },
  );

  it('leaves nothing behind for the next document', async () => {
    const script = sandbox.compile(
      'const before = [globalThis.seen, ({}).seen, [].seen]; globalThis.seen = 1; Object.prototype.seen = 2; Array.prototype.seen = 3; return before;',
      roomy,
    );
    await script(1, never);
    await expect(script(2, never)).resolves.toEqual([null, null, null]);
  });

  it('keeps a key named __proto__ as data', async () => {
    const input = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
    await expect(run('return [input.polluted ?? "clean", Object.keys(input)];', input)).resolves.toEqual(['clean', ['__proto__', 'a']]);
    await run('return JSON.parse(\'{"__proto__": {"polluted": true}}\');');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('what a script cannot return', () => {
  it.each([
    ['a circle', 'const a = {}; a.a = a; return a;', 'circular'],
    ['a BigInt', 'return 10n;', 'BigInt'],
    ['a function', 'return () => 1;', 'plain data'],
    ['a symbol', 'return Symbol("x");', 'plain data'],
    ['a promise that never settles', 'await new Promise(() => undefined);', 'never settled'],
    ['a value whose toJSON throws', 'return { toJSON() { throw new Error("ha"); } };', 'ha'],
  ])('%s is named', async (_, source, text) => {
    await expect(run(source)).rejects.toThrow(failed(text));
  });

  it('too much is refused', async () => {
    const large: ScriptLimits = { timeoutMs: 10_000, memoryMb: 512 };
    await expect(run('return "x".repeat(2 ** 25 + 1);', undefined, large)).rejects.toThrow(overLimit);
  });
});

describe('limits', () => {
  it.each([
    ['a loop without end', 'for (;;);'],
    ['a loop without end in a promise', 'await 0; for (;;);'],
    ['a loop without end while its result is written', 'return { toJSON() { for (;;); } };'],
    ['a regular expression that explodes', 'return /^(a+)+$/.test("a".repeat(40) + "b");'],
    ['promises that make promises', 'const again = () => Promise.resolve().then(again); await again();'],
  ])('stop %s', async (_, source) => {
    await expect(run(source, undefined, limits)).rejects.toThrow(overLimit);
  });

  it('keep the lines that were written before time was up', async () => {
    const lines: string[] = [];
    await expect(sandbox.compile('console.log("here"); for (;;);', limits)(1, never, (_, line) => lines.push(line))).rejects.toThrow(
      overLimit,
    );
    expect(lines).toEqual(['here']);
  });

  it.each([
    ['objects', 'const all = []; for (;;) all.push({ x: Math.random() });'],
    ['texts', 'const all = []; for (let i = 0; ; i += 1) all.push(String(i).repeat(10_000).split("").join("-"));'],
    ['a text split into half a billion parts, which kills a process', 'return "x".repeat(2 ** 29 - 24).split("");'],
  ])('stop a script that fills memory with %s', async (_, source) => {
    await expect(run(source, undefined, { timeoutMs: 10_000, memoryMb: 16 })).rejects.toThrow(overLimit);
  });

  it('stop array buffers beyond the memory allowed', async () => {
    const source = 'const all = []; for (let i = 0; i < 1_000; i += 1) all.push(new Uint8Array(1 << 20).fill(1)); return all.length;';
    await expect(run(source, undefined, { timeoutMs: 10_000, memoryMb: 16 })).rejects.toThrow(/allocation|memory/i);
  });

  it.runIf(process.platform === 'linux')(
    'stop memory that the isolate does not count, and leave nothing of it to the next document',
    async () => {
      const source = 'const b = new ArrayBuffer(0, { maxByteLength: 2 ** 31 }); b.resize(2 ** 30); new Uint8Array(b).fill(1); for (;;);';
      const error = await run(source, undefined, { timeoutMs: 20_000, memoryMb: 16 }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'SCRIPT_LIMIT', message: expect.stringContaining('16 MB') });
      await expect(run('return 1;', undefined, { timeoutMs: 5_000, memoryMb: 8 })).resolves.toBe(1);
    },
  );

  it('stop recursion without end', async () => {
    await expect(run('const f = () => f() + 1; return f();')).rejects.toThrow(failed('call stack'));
  });

  it('leave the sandbox fit for the next document', async () => {
    await expect(run('return 1;')).resolves.toBe(1);
  });
});

describe('the walls', () => {
  it('hold nothing of Node, no timers and no network', async () => {
    const names = [
      'process',
      'require',
      'module',
      'fetch',
      'setTimeout',
      'setImmediate',
      'queueMicrotask',
      'Buffer',
      'WebAssembly',
      'XMLHttpRequest',
      'WebSocket',
    ];
    const source = `return ${JSON.stringify(names)}.filter((name) => typeof globalThis[name] !== 'undefined');`;
    await expect(run(source)).resolves.toEqual([]);
  });

  it.each([
    ['the constructor of console', 'return console.log.constructor("return typeof process")();'],
    ['the constructor of the input', 'return input.constructor.constructor("return typeof process")();'],
    [
      'the constructor of an error from the host',
      'try { null.x } catch (e) { return e.constructor.constructor("return typeof process")(); }',
    ],
    ['an async constructor', 'return (async () => 1).constructor("return typeof process")();'],
    [
      'a stack overflow inside console',
      'const f = () => { try { f(); } catch (e) { return e.constructor.constructor("return typeof process")(); } return f.r; }; return f() ?? "undefined";',
    ],
    [
      'prepareStackTrace',
      'Error.prepareStackTrace = (_, sites) => sites.map((s) => typeof s.getThis()?.process).join(); return new Error().stack.includes("object") ? "escaped" : "undefined";',
    ],
    ['import()', 'return import("node:fs").then(() => "escaped", () => "undefined");'],
  ])('stand against %s', async (_, source) => {
    await expect(run(source, {})).resolves.toBe('undefined');
  });

  it.each([
    'Object.prototype.toJSON = () => "forged"; return { a: 1 };',
    'JSON.stringify = () => "forged"; Promise.prototype.then = null; String.prototype.slice = null; return 1;',
    'Object.defineProperty(Array.prototype, 0, { set() { throw 1; } }); console.log("x"); return 1;',
    'Object.defineProperty(Object.prototype, "then", { get() { throw new Error("trap"); } }); return {};',
    'throw { get name() { throw 1; }, get message() { throw 2; }, get stack() { return {}; } };',
    'throw new Proxy({}, { get() { for (;;); } });',
    'throw null;',
  ])('let a script that meddles with built-ins harm itself only: %s', async (source) => {
    await run(source, undefined, limits).catch((error: unknown) => {
      expect(error).toMatchObject({ code: expect.stringMatching(/^SCRIPT_/) });
    });
    await expect(run('return { fine: [1] };')).resolves.toEqual({ fine: [1] });
  });
});

describe('evaluate', () => {
  it('gives the value of an expression over named values', async () => {
    await expect(sandbox.evaluate('a + b.c.length', { a: 1, b: { c: [1, 2] } }, roomy)).resolves.toBe(3);
    await expect(sandbox.evaluate('{ x: a }', { a: 1, input: 2 }, roomy)).resolves.toEqual({ x: 1 });
    await expect(sandbox.evaluate('input', { a: 1, input: 2 }, roomy)).resolves.toBe(2);
  });

  it('refuses what is no expression, with its place', async () => {
    await expect(sandbox.evaluate('1 +', {}, roomy)).rejects.toThrow(failed('SyntaxError'));
    await expect(sandbox.evaluate('1; 2', {}, roomy)).rejects.toThrow(failed('line 1, column 2'));
    await expect(sandbox.evaluate('a.b.c', { a: {} }, roomy)).rejects.toThrow(failed('line 1, column 5'));
  });
});

describe('the pool', () => {
  it('answers a hundred documents at once, each with its own result', async () => {
    const script = sandbox.compile('return input.n * 2;', roomy);
    const results = await Promise.all(Array.from({ length: 100 }, (_, n) => script({ n }, never)));
    expect(results).toEqual(Array.from({ length: 100 }, (_, n) => n * 2));
  });

  it('fails only the document that brought a process down, and sends those behind it again', async () => {
    const script = sandbox.compile('return input === "bomb" ? "x".repeat(2 ** 29 - 24).split("").length : input;', {
      timeoutMs: 20_000,
      memoryMb: 16,
    });
    const inputs = Array.from({ length: 20 }, (_, n) => (n === 3 ? 'bomb' : n));
    const results = await Promise.allSettled(inputs.map((input) => script(input, never)));
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.code))).toEqual(
      inputs.map((input) => (input === 'bomb' ? 'SCRIPT_LIMIT' : input)),
    );
  });

  it('stops a script at once when its execution is cancelled, and goes on with others', async () => {
    const cancel = new AbortController();
    const running = sandbox.compile('for (;;);', { timeoutMs: 60_000, memoryMb: 16 })(1, cancel.signal);
    const other = sandbox.compile('return input;', roomy);
    await other('meanwhile', never);
    cancel.abort();
    await expect(running).rejects.toThrow(expect.objectContaining({ code: 'CANCELLED' }));
    await expect(Promise.all([1, 2, 3, 4].map((n) => other(n, never)))).resolves.toEqual([1, 2, 3, 4]);
    await expect(other(1, AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ code: 'CANCELLED' }));
  });

  it('says what the input is that cannot be given as JSON', async () => {
    const circle: Record<string, unknown> = {};
    circle['a'] = circle;
    await expect(run('return 1;', circle)).rejects.toThrow(failed('circular'));
  });

  it('closes: what runs is cancelled, and no process is left', async () => {
    const own = createSandbox({ processes: 1 });
    const running = own.compile('for (;;);', { timeoutMs: 60_000, memoryMb: 16 })(1, never);
    const cancelled = expect(running).rejects.toThrow(expect.objectContaining({ code: 'CANCELLED' }));
    const [pid] = own.pids();
    await own.close();
    await cancelled;
    expect(() => process.kill(pid ?? 0, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    await expect(own.compile('return 1;', roomy)(1, never)).rejects.toThrow(expect.objectContaining({ code: 'CANCELLED' }));
  });
});

describe.skipIf(process.platform !== 'linux')('a process of the pool', () => {
  it('has an empty environment, no open file of ours, no standard streams, and no rights of root', async () => {
    process.env['WEFT_TEST_SECRET'] = 'must not travel';
    const secretFile = path.join(tmpdir(), `weft-secret-${process.pid}`);
    const descriptor = openSync(secretFile, 'w', 0o600);
    try {
      const own = createSandbox({ processes: 1 });
      await own.compile('return 1;', roomy)(1, never);
      const [pid] = own.pids();
      const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
      expect(variables.map((variable) => variable.split('=')[0])).toEqual(expect.not.arrayContaining(['WEFT_TEST_SECRET', 'PATH', 'HOME']));
      expect(variables.every((variable) => variable.startsWith('NODE_CHANNEL_'))).toBe(true);
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const mayRead = process.getuid?.() === 0 ? '65534' : String(process.getuid?.());
      expect(/^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/m.exec(status)?.slice(1)).toEqual(Array(4).fill(mayRead));
      const files = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
      expect(files).not.toContain(secretFile);
      expect(files.filter((file) => file.startsWith('/') && !file.startsWith('/dev/'))).toEqual([]);
      expect(readlinkSync(`/proc/${pid}/cwd`)).toBe('/');
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')).toContain('--permission');
      await own.close();
    } finally {
      closeSync(descriptor);
      rmSync(secretFile);
      delete process.env['WEFT_TEST_SECRET'];
    }
  });
});
