import { WeftError } from '@weft/errors';

/**
 * The URL a request goes to. With a base, `target` is relative to it and cannot leave it, neither its server nor its
 * path: the credentials of a connection are meant for what lies below its base URL.
 * @throws WeftError `CONFIG_INVALID`.
 */
export function targetUrl(target: string, query: readonly (readonly [string, string])[], base?: string): URL {
  refuseDotSegments(target);
  const url = base === undefined ? wholeUrl(target) : urlBelow(base, target);
  if (url.username !== '' || url.password !== '') {
    throw new WeftError('CONFIG_INVALID', 'The URL holds a user name or password. Put them into a connection, where they are encrypted.');
  }
  for (const [name, value] of query) url.searchParams.append(name, value);
  url.hash = '';
  return url;
}

function wholeUrl(target: string): URL {
  if (!URL.canParse(target)) {
    throw new WeftError('CONFIG_INVALID', `"${shown(target)}" is no whole URL. Begin with https://, or choose a connection.`);
  }
  return webUrl(new URL(target));
}

function webUrl(url: URL): URL {
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new WeftError('CONFIG_INVALID', `Only http and https can be called, not ${url.protocol}//`);
}

function urlBelow(base: string, target: string): URL {
  // As a folder, so that the last part of the base URL is kept.
  const folder = new URL(base.endsWith('/') ? base : `${base}/`);
  if (target === '') return new URL(base);
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(target) || /^[\\/]{2}/.test(target);
  const text = isWhole ? target : target.replace(/^[\\/]/, '');
  const url = webUrl(URL.canParse(text, folder.href) ? new URL(text, folder) : wholeUrl(text));
  if (url.origin !== folder.origin || !`${url.pathname}/`.startsWith(folder.pathname)) {
    throw new WeftError(
      'CONFIG_INVALID',
      `"${shown(target)}" leads away from the base URL of the connection, which its credentials are for.`,
    );
  }
  return url;
}

/** A value such as ".." would otherwise ask for another resource than the one that was meant (RFC 3986 §5.2.4). */
function refuseDotSegments(target: string): void {
  const path = target.split(/[?#]/, 1)[0] ?? '';
  if (path.split(/[\\/]/).some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) {
    throw new WeftError('CONFIG_INVALID', `The URL "${shown(target)}" may not hold the path segment "." or "..".`);
  }
}

function shown(target: string): string {
  return target.split(/[?#]/, 1)[0]?.slice(0, 100) ?? '';
}
