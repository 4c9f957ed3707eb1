/**
 * The name that is being typed at the end of the text; empty where one may begin; undefined behind what is complete, such as
 * a bracket that closes, a text or a number: offering names there would only be in the way.
 */
export function wordBeingTyped(before: string): string | undefined {
  const word = /[\w$.]*$/.exec(before)?.[0] ?? '';
  if (word !== '') return /^[\d.]/.test(word) ? undefined : word;
  return /(?:^|[([{,:;=<>!&|?+\-*/%])\s*$/.test(before) ? '' : undefined;
}
