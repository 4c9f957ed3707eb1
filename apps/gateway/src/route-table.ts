import type { Endpoint } from '@weft/database';
import findMyWay from 'find-my-way';

/** What a path and a method lead to. */
export type RouteMatch =
  | { readonly kind: 'found'; readonly endpoint: Endpoint; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'not-found' };

/** The endpoints of one revision. Never changed: a new revision is a new table. */
export interface RouteTable {
  readonly revision: number;
  readonly size: number;
  /** `path` is the raw path after `/ws/rest`, with a leading slash, checked by `checkPath`. */
  match(method: string, path: string): RouteMatch;
}

interface Shape {
  readonly byMethod: Map<string, { readonly endpoint: Endpoint; readonly names: readonly string[] }>;
}

/** Builds a table. A fixed segment wins over a parameter; GET answers HEAD; a slash at the end changes nothing. */
export function buildRouteTable(revision: number, endpoints: readonly Endpoint[]): RouteTable {
  // One route a path shape, its methods in the store: so a wrong method can be told from a wrong path.
  const router = findMyWay({ ignoreTrailingSlash: true, maxParamLength: 8_192 });
  const shapes = new Map<string, Shape>();
  for (const endpoint of endpoints) {
    const { pattern, names } = patternOf(endpoint.path);
    let shape = shapes.get(pattern);
    if (shape === undefined) {
      shape = { byMethod: new Map() };
      shapes.set(pattern, shape);
      router.on('GET', pattern, () => undefined, shape);
    }
    for (const method of endpoint.methods) shape.byMethod.set(method, { endpoint, names });
  }

  return {
    revision,
    size: endpoints.length,
    match: (method, path) => {
      const found = router.find('GET', path);
      if (found === null) return { kind: 'not-found' };
      const { byMethod } = found.store as Shape;
      const hit = byMethod.get(method) ?? (method === 'HEAD' ? byMethod.get('GET') : undefined);
      if (hit === undefined) return { kind: 'method-not-allowed', allow: allowed(byMethod) };
      const values = hit.names.map((name, index): [string, string] => [name, found.params[`p${index}`] ?? '']);
      return { kind: 'found', endpoint: hit.endpoint, parameters: new Map(values) };
    },
  };
}

/** Parameters are numbered, not named: their names come from people, and two endpoints may differ in them only. */
function patternOf(path: string): { readonly pattern: string; readonly names: readonly string[] } {
  const names: string[] = [];
  const segments = path.split('/').map((segment) => {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined) return segment.replaceAll(':', '::');
    names.push(name);
    return `:p${names.length - 1}`;
  });
  return { pattern: `/${segments.join('/')}`, names };
}

function allowed(byMethod: ReadonlyMap<string, unknown>): string[] {
  const methods = new Set(byMethod.keys());
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods, 'OPTIONS'].sort();
}
