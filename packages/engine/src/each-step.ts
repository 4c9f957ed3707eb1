import { Body, childDocument, type Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { ScopeRule } from '@weft/step-kit';
import { openBranchings } from './branching.ts';
import { catching } from './catching.ts';
import { withError } from './caught-error.ts';
import { deliver, hasRoom, waitForRoom } from './delivery.ts';
import { isPromise } from './emissions.ts';
import { hold, release, within } from './lineage.ts';
import type { GraphPort } from './plan-graph.ts';
import { awaitThen, pump } from './pump.ts';
import type { Run } from './run.ts';
import { endsAt, type ScopeFrame } from './scope-frame.ts';
import { regionKey } from './scope-regions.ts';
import type { Active, Items, Lane, Outgoing, StepState } from './step-state.ts';

type EachRule = Extract<ScopeRule, { kind: 'each' }>;

/** A for-each begins with a document: what its executor emits are the items. */
export function makeItems(run: Run, state: StepState, active: Active): Items {
  return new ItemsOf(run, state, active);
}

class ItemsOf implements Items {
  isOver = false;
  readonly #run: Run;
  readonly #state: StepState;
  readonly #active: Active;
  readonly #rule: EachRule;
  readonly #key: string;
  readonly #inside: GraphPort | undefined;
  readonly #failed: GraphPort | undefined;
  /** Lanes in which no item is under way. */
  readonly #free: Lane[] = [];
  /** What the paths inside ended with: by item where they are in order, else as it came. */
  readonly #results: Document[][] = [];
  #lanes = 0;
  #open = 0;
  #failures = 0;
  #items = 0;

  constructor(run: Run, state: StepState, active: Active) {
    const { step } = state;
    this.#run = run;
    this.#state = state;
    this.#active = active;
    this.#rule = step.scope as EachRule;
    this.#key = regionKey(step.id, this.#rule.inside);
    this.#inside = step.portsById.get(this.#rule.inside);
    this.#failed = this.#rule.failed === undefined ? undefined : step.portsById.get(this.#rule.failed);
  }

  isClosedTo(port: GraphPort): boolean {
    return port !== this.#inside;
  }

  send(item: Outgoing): boolean {
    const { links = [] } = this.#failed ?? {};
    if (!hasRoom(this.#run, links, this.#state.lane)) {
      waitForRoom(this.#run, this.#state, links);
      this.#active.held = item;
      return false;
    }
    const lane = this.#laneNow();
    if (lane !== undefined && hasRoom(this.#run, item.links, lane)) {
      this.#begin(item, lane);
      return true;
    }
    if (lane !== undefined) {
      this.#free.push(lane);
      waitForRoom(this.#run, this.#state, item.links, lane);
    }
    this.#active.held = item;
    return false;
  }

  end(): void {
    if (this.#open > 0) return;
    if (this.#rule.results === 'none') {
      this.#finish([]);
      return;
    }
    try {
      const values = this.#results.flat().map(({ body }) => body.value());
      if (!values.some(isPromise)) this.#finish(values);
      else awaitThen(this.#run, this.#state, this.#active, Promise.all(values), (fetched) => this.#finish(fetched));
    } catch (thrown) {
      this.#run.fail(this.#state.step, this.#active.document, thrown, this.#active.lineage);
    }
  }

  #begin({ document, links }: Outgoing, lane: Lane): void {
    this.#open++;
    this.#items++;
    const item = hold(within(this.#frameOf(document, lane), this.#active.lineage));
    const path = this.#inside === undefined ? item : openBranchings(this.#inside, document, item, this.#run);
    if (links.length === 0) path?.frame.inside?.ended?.(document);
    deliver(this.#run, document, links, path);
    release(path);
  }

  #frameOf(document: Document, lane: Lane): ScopeFrame {
    const own: Document[] = [];
    if (this.#rule.ordered) this.#results.push(own);
    const caught = (error: WeftError): void => {
      own.length = 0;
      this.#itemFailed(document, error);
    };
    const { step } = this.#state;
    const takesOver = { step, documentId: document.id, around: this.#active.lineage, frame: () => frame, caught };
    const frame: ScopeFrame = {
      join: this.#key,
      cells: 0,
      inside: {
        ...(this.#failed === undefined ? { dead: false } : catching(this.#run, takesOver)),
        ended: (result) => own.push(result),
      },
      closed: () => {
        const { dead, failedBefore } = frame.inside;
        if (!dead && failedBefore !== undefined) caught(failedBefore);
        if (!this.#rule.ordered && own.length > 0) this.#results.push(own);
        this.#open--;
        this.#giveBack(lane);
        this.#run.scheduler.schedule(this.#state);
      },
    };
    this.#run.states.enter(frame, lane);
    return frame;
  }

  /** The others go on; the item goes out by the port for failures. */
  #itemFailed(document: Document, error: WeftError): void {
    this.#failures++;
    const port = this.#failed;
    if (port === undefined || this.#active.dropped || this.#run.ended) return;
    const { step } = this.#state;
    const failed = childDocument(document, step.id, 0, { properties: withError(document.properties, error) });
    this.#run.trace.emitted(step, port.id, failed, document.id);
    deliver(this.#run, failed, port.links, this.#active.lineage);
  }

  #laneNow(): Lane | undefined {
    if (this.#free.length > 0) return this.#free.pop();
    if (this.#lanes === this.#rule.concurrency) return undefined;
    this.#lanes++;
    return this.#run.states.open(this.#key, this.#state.lane);
  }

  #giveBack(lane: Lane): void {
    this.#free.push(lane);
    if (this.#active.dropped && this.#open === 0) this.#closeLanes();
  }

  #closeLanes(): void {
    for (const lane of this.#free) this.#run.states.close(lane);
  }

  #finish(values: readonly unknown[]): void {
    this.isOver = true;
    this.#closeLanes();
    const { step } = this.#state;
    const { document: from, lineage } = this.#active;
    const document = childDocument(from, step.id, this.#active.emitted++, {
      ...(this.#rule.results === 'list' ? { body: Body.fromValue(values) } : {}),
      properties: { ...from.properties, items: this.#items, items_failed: this.#failures },
    });
    const port = step.portsById.get(this.#rule.ended);
    if (port !== undefined) {
      this.#run.trace.emitted(step, port.id, document, from.id);
      endsAt(port, document, lineage);
      this.#active.held = { document, links: port.links };
    }
    pump(this.#run, this.#state, this.#active);
  }
}
