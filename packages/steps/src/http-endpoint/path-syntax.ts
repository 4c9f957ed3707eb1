/** Longest path that can be published, in characters. */
const pathLengthMax = 200;

const literal = /^[A-Za-z0-9._~-]+$/;
const parameter = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/**
 * What is wrong with the path of an endpoint, as a sentence; `undefined` where it is right.
 *
 * Segments are divided by `/`; each is plain text (the unreserved characters of RFC 3986 §2.3) or one `{name}`.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'The path is empty. Write one such as orders/{orderId}.';
  if (path.length > pathLengthMax) return `The path has ${path.length} characters; at most ${pathLengthMax} are possible.`;
  if (path.startsWith('/')) return 'The path begins without a slash: the address before it is added by Weft.';
  const names = new Set<string>();
  for (const segment of path.split('/')) {
    const problem = segmentProblem(segment, names);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function segmentProblem(segment: string, names: Set<string>): string | undefined {
  if (segment === '') return 'The path has an empty segment: write one slash between segments and none at the end.';
  if (segment === '.' || segment === '..') return `The path may not contain the segment "${segment}".`;
  if (literal.test(segment)) return undefined;
  const name = parameter.exec(segment)?.[1];
  if (name === undefined) {
    return /[{}]/.test(segment)
      ? `"${segment}" is no path parameter: a parameter is a whole segment, such as {orderId}, of letters, digits and underscores.`
      : `"${segment}" may hold only letters, digits and the characters - . _ ~`;
  }
  if (names.has(name)) return `The path parameter {${name}} stands in the path twice.`;
  names.add(name);
  return undefined;
}
