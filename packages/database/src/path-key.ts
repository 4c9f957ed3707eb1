/**
 * What makes a path an address of its own: `orders/{id}` and `/orders/{number}/` are the same one, `orders/{id}` and
 * `orders/open` are not (the gateway prefers the literal one).
 */
export function pathKey(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => segment.replaceAll(/\{[^{}]*\}/g, '{}'))
    .join('/');
}
