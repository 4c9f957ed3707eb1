// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are texts here
/**
 * What evaluating an expression costs beside the same code in the engine itself.
 * Run: node bench/expression.bench.ts
 */
import { compileExpression } from '@weft/expression';

const body = {
  order: { id: 7, customer: { name: 'Ada' }, lines: Array.from({ length: 100 }, (_, id) => ({ id, qty: id % 3, price: '1.10' })) },
};
const scope = { body, properties: { source: 'ftp' }, execution: { param_id: '42' } };

const sources = [
  'body.order.customer.name',
  'order.id',
  'param_id',
  'order.id > 5 && order.customer.name === "Ada"',
  '`${order.id}-${order.customer.name}`',
  'order.lines[3]?.qty ?? 0',
  '({ id: order.id, name: order.customer.name.toUpperCase() })',
  'order.lines.filter(l => l.qty > 0).length',
  'order.lines.map(l => ({ id: l.id, total: l.qty * 2 }))',
];

/** Nanoseconds for one call: the best of several rounds, because everything else on the machine only ever adds. */
function nanosecondsOf(call: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round++) {
    const until = performance.now() + 60;
    const started = process.hrtime.bigint();
    let calls = 0;
    while (performance.now() < until) {
      for (let time = 0; time < 100; time++) kept = call();
      calls += 100;
    }
    best = Math.min(best, Number(process.hrtime.bigint() - started) / calls);
  }
  return best;
}

/** Results are kept where the engine cannot see that nobody looks at them. */
export let kept: unknown;

console.log('expression'.padEnd(62), 'Weft (ns)'.padStart(10), 'native (ns)'.padStart(12));
for (const source of sources) {
  const expression = compileExpression(source);
  const native = new Function('body', 'order', 'param_id', `return (${source})`) as (...args: unknown[]) => unknown;
  const ours = nanosecondsOf(() => expression.evaluate(scope));
  const theirs = nanosecondsOf(() => native(body, body.order, '42'));
  console.log(source.padEnd(62), ours.toFixed(0).padStart(10), theirs.toFixed(1).padStart(12));
}
