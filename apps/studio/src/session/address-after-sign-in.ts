/** What is shown where nothing else was asked for. */
const fallback = '/processes';

/**
 * Where to go after signing in: the whole address of a page of this studio. Read as the browser reads it, which drops tabs
 * and line breaks and takes backslashes for slashes: `/<tab>/elsewhere.example` leads away.
 */
export function addressAfterSignIn(next: string | null, origin: string): string {
  const url = next?.startsWith('/') ? URL.parse(next, origin) : null;
  // Whole, because a path such as `//elsewhere.example` alone would again be read as a host.
  return url?.origin === origin ? url.href : `${origin}${fallback}`;
}
