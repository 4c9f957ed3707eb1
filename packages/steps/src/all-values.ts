/**
 * Hands on values of which some may be promises: at once where none is, else when all are there.
 * A step that has nothing to wait for costs no promise this way.
 */
export function whenAll<V, R>(values: readonly (V | Promise<V>)[], then: (values: readonly V[]) => R): R | Promise<Awaited<R>> {
  if (values.some((value) => value instanceof Promise)) return Promise.all(values).then((all) => then(all as V[])) as Promise<Awaited<R>>;
  return then(values as readonly V[]);
}

/** The same for one value. */
export function whenReady<V, R>(value: V | Promise<V>, then: (value: V) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(then) : then(value);
}
