import type { Link } from '../document/process-file.ts';

/** The name of the path that a link into a join ends: its own, or its step's id as a JavaScript identifier (`http-client-2` is `httpClient2`). */
export function pathName(link: Link): string {
  return link.name ?? link.from.step.replace(/-+(.|$)/g, (_, letter: string) => letter.toUpperCase());
}
