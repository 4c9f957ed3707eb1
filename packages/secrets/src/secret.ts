/** A value that must not be shown: however it is printed, it reads `•••`. */
export interface Secret<T> {
  /** The value itself. */
  reveal(): T;
  toString(): string;
  toJSON(): string;
}

const mask = '•••';

/** Wraps a value so that logs, templates, JSON and the debugger's printing show `•••` in its place. */
export function secret<T>(value: T): Secret<T> {
  const masked = () => mask;
  return Object.freeze({
    reveal: () => value,
    toString: masked,
    toJSON: masked,
    [Symbol.toPrimitive]: masked,
    // What console.log and util.inspect ask.
    [Symbol.for('nodejs.util.inspect.custom')]: masked,
  });
}
