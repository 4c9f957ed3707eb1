import { Body, childDocument, type Document } from '@weft/document';
import type { ScopeRule } from '@weft/step-kit';
import { openBranchings } from './branching.ts';
import { deliver, hasRoom, waitForRoom } from './delivery.ts';
import { isPromise } from './emissions.ts';
import type { Lane } from './lanes.ts';
import { type Frame, hold, release, within } from './lineage.ts';
import type { GraphPort } from './plan-graph.ts';
import { awaitThen, pump } from './pump.ts';
import type { Run } from './run.ts';
import { endsAt } from './scope-frame.ts';
import { regionKey } from './scope-regions.ts';
import type { Active, Outgoing, StepState } from './step-state.ts';

export type EachRule = Extract<ScopeRule, { kind: 'each' }>;

/** The items of one document that passes a for-each. */
export interface Items {
  /** True for ports that what the step emits cannot go to. */
  isClosedTo(port: GraphPort): boolean;
  /** Begins with an item. False where it has to wait until another has ended. */
  send(item: Outgoing): boolean;
  /** No more items come: as soon as all have ended, their document is sent. */
  end(): void;
  /** True from then on. */
  readonly isOver: boolean;
}

/** A for-each begins with a document: what its executor emits are the items. */
export function makeItems(run: Run, state: StepState, active: Active): Items {
  const { step } = state;
  const rule = step.scope as EachRule;
  const inside = step.portsById.get(rule.inside);
  const key = regionKey(step.id, rule.inside);
  const free: Lane[] = [];
  const results: Document[][] = [];
  let lanes = 0;
  let open = 0;
  let isOver = false;

  const laneNow = (): Lane | undefined => {
    if (free.length > 0) return free.pop();
    if (lanes === rule.concurrency) return undefined;
    lanes++;
    return run.states.open(key, state.lane);
  };
  const giveBack = (lane: Lane): void => {
    free.push(lane);
    if (!active.dropped || open > 0) return;
    for (const one of free) run.states.close(one);
  };
  const frameOf = (lane: Lane): Frame => {
    const own: Document[] = [];
    if (rule.ordered) results.push(own);
    return {
      join: key,
      cells: 0,
      inside: { dead: false, lane, ended: (document) => (rule.ordered ? own.push(document) : results.push([document])) },
      closed: () => {
        open--;
        giveBack(lane);
        run.scheduler.schedule(state);
      },
    };
  };
  const begin = ({ document, links }: Outgoing, lane: Lane): void => {
    open++;
    const item = hold(within(frameOf(lane), active.lineage));
    const path = inside === undefined ? item : openBranchings(inside, document, item, run);
    if (links.length === 0) path?.frame.inside?.ended?.(document);
    deliver(run, document, links, path);
    release(path);
  };
  const finish = (values: readonly unknown[]): void => {
    isOver = true;
    for (const lane of free) run.states.close(lane);
    const document = childDocument(
      active.document,
      step.id,
      active.emitted++,
      rule.results === 'list' ? { body: Body.fromValue(values) } : {},
    );
    const port = step.portsById.get(rule.ended);
    if (port !== undefined) {
      run.trace.emitted(step, port.id, document, active.document.id);
      endsAt(port, document, active.lineage);
      active.held = { document, links: port.links };
    }
    pump(run, state, active);
  };

  return {
    get isOver() {
      return isOver;
    },
    isClosedTo: (port) => port.id !== rule.inside,
    send(item) {
      const lane = laneNow();
      if (lane !== undefined && hasRoom(run, item.links, lane)) {
        begin(item, lane);
        return true;
      }
      if (lane !== undefined) {
        free.push(lane);
        waitForRoom(run, state, item.links, lane);
      }
      active.held = item;
      return false;
    },
    end() {
      if (open > 0) return;
      if (rule.results === 'none') {
        finish([]);
        return;
      }
      try {
        const values = results.flat().map(({ body }) => body.value());
        if (values.some(isPromise)) awaitThen(run, state, active, Promise.all(values), finish);
        else finish(values);
      } catch (thrown) {
        run.fail(step, active.document, thrown, active.lineage);
      }
    },
  };
}
