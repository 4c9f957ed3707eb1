/** How long the scheduler keeps the event loop to itself before timers, sockets and cancellation get a turn. Milliseconds. */
const turnMs = 10;
/** The clock is read only once in so many pieces of work. */
const piecesBetweenClockReads = 64;

/** Something that can be given a piece of work to do. */
export interface Schedulable {
  /** Kept by the scheduler: true while it stands in the work list. */
  scheduled: boolean;
}

export interface SchedulerOwner<T> {
  /** Does one piece of work. */
  readonly work: (item: T) => void;
  /** Called whenever there is nothing to do and nothing awaited. */
  readonly idle: () => void;
  /** Told when work or a callback threw, which is a mistake in the engine. */
  readonly broken: (thrown: unknown) => void;
}

/**
 * A first-in, first-out list of those who have something to do, worked through without recursion and, where nothing is
 * awaited, without a promise or a timer.
 */
export class Scheduler<T extends Schedulable> {
  readonly #work: (item: T) => void;
  readonly #idle: () => void;
  readonly #broken: (thrown: unknown) => void;
  #ready: T[] = [];
  #head = 0;
  #awaited = 0;
  #running = false;
  #stopped = false;

  constructor(owner: SchedulerOwner<T>) {
    this.#work = owner.work;
    this.#idle = owner.idle;
    this.#broken = owner.broken;
  }

  schedule(item: T): void {
    if (item.scheduled || this.#stopped) return;
    item.scheduled = true;
    this.#ready.push(item);
  }

  /** Calls back when `promise` settles, then goes on with the work. Until then the scheduler is not idle. */
  await<V>(promise: PromiseLike<V>, onValue: (value: V) => void, onError: (thrown: unknown) => void): void {
    this.#awaited++;
    promise.then(
      (value) => this.#resume(() => onValue(value)),
      (thrown: unknown) => this.#resume(() => onError(thrown)),
    );
  }

  /** Something awaited does not matter any more: the scheduler may be idle without it. {@link regain} when it settles after all. */
  forgo(): void {
    this.#awaited--;
  }

  /** What was forgone has settled: to be called before anything else in its callback. */
  regain(): void {
    this.#awaited++;
  }

  /** For events from outside (timers, cancellation): does `then`, then works off what it scheduled. */
  enter(then: () => void): void {
    this.#guarded(then);
    this.run();
  }

  /** Forgets all work. What is awaited already is still waited for. */
  stop(): void {
    this.#stopped = true;
    this.#ready = [];
    this.#head = 0;
  }

  run(): void {
    if (this.#running) return;
    this.#running = true;
    const until = performance.now() + turnMs;
    let pieces = 0;
    for (let item = this.#next(); item !== undefined; item = this.#next()) {
      this.#guarded(this.#work, item);
      if (++pieces % piecesBetweenClockReads === 0 && performance.now() > until) {
        this.#awaited++;
        setImmediate(() => this.#resume(() => undefined));
        break;
      }
    }
    this.#running = false;
    if (this.#awaited === 0) this.#idle();
  }

  #resume(then: () => void): void {
    this.#awaited--;
    this.enter(then);
  }

  #guarded<A extends unknown[]>(call: (...args: A) => void, ...args: A): void {
    try {
      call(...args);
    } catch (thrown) {
      this.#broken(thrown);
    }
  }

  #next(): T | undefined {
    const item = this.#ready[this.#head];
    if (item === undefined) return undefined;
    if (++this.#head === this.#ready.length) {
      this.#ready.length = 0;
      this.#head = 0;
    } else if (this.#head >= 1024 && this.#head * 2 >= this.#ready.length) {
      this.#ready = this.#ready.slice(this.#head);
      this.#head = 0;
    }
    item.scheduled = false;
    return item;
  }
}
