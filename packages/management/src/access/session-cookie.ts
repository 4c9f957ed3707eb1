import { WeftError } from '@weft/errors';

/** How long a session lives without being used. */
export const sessionMs = 14 * 24 * 60 * 60 * 1000;

/**
 * The name of the session cookie for this request. Cookies do not tell ports of one host apart, so the name does: two
 * Wefts on one machine do not sign each other out.
 */
function sessionCookieName(request: Request): string {
  const port = /:(\d+)$/.exec(request.headers.get('host') ?? new URL(request.url).host)?.[1];
  return port === undefined ? 'weft_session' : `weft_session_${port}`;
}

export function readSessionCookie(request: Request): string | undefined {
  const name = sessionCookieName(request);
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** `token` undefined removes the cookie. */
export function writeSessionCookie(request: Request, token: string | undefined): string {
  const age = token === undefined ? 0 : Math.floor(sessionMs / 1000);
  const secure = isTls(request) ? '; Secure' : '';
  return `${sessionCookieName(request)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

function isTls(request: Request): boolean {
  return request.url.startsWith('https:') || request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/**
 * A browser sends its cookie along with whatever page asks it to. A change is therefore taken only where the browser says
 * that the studio's own pages asked for it.
 *
 * @throws WeftError `FORBIDDEN`.
 */
export function refuseCrossSite(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (request.headers.get('sec-fetch-site') === 'same-origin') return;
  const origin = request.headers.get('origin');
  const host = request.headers.get('host') ?? new URL(request.url).host;
  if (origin !== null && URL.canParse(origin) && new URL(origin).host === host) return;
  throw new WeftError('FORBIDDEN', 'This request does not come from the studio. Programs send an API token instead of a cookie.');
}
