// Namespaces in XML 1.0 §3: an optional prefix and a local part, both without colons.
const start =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const part = `[${start}][${start}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*`;
const qualifiedName = new RegExp(`^(?:${part}:)?${part}$`, 'u');

/** Whether an element or attribute may have this name. */
export function isXmlName(name: string): boolean {
  return qualifiedName.test(name);
}

/** The prefixes declared where an element stands. */
export type Prefixes = Readonly<Record<string, boolean>>;

/** The prefixes inside an element: those around it and those its `@xmlns:…` members declare. */
export function prefixesOf(members: Readonly<Record<string, unknown>>, outer: Prefixes): Prefixes {
  let prefixes = outer;
  for (const key of Object.keys(members)) {
    if (key.startsWith('@xmlns:')) prefixes = { ...prefixes, [key.slice(7)]: true };
  }
  return prefixes;
}

/** Why this name may not stand here, or undefined where it may. */
export function refuseUndeclared(name: string, prefixes: Prefixes): string | undefined {
  const colon = name.indexOf(':');
  if (colon === -1) return undefined;
  const prefix = name.slice(0, colon);
  if (prefix === 'xmlns' || Object.hasOwn(prefixes, prefix)) return undefined;
  return `The prefix of "${name}" is not declared: add "@xmlns:${prefix}" with its namespace`;
}
