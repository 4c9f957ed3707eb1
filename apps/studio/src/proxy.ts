import { type NextRequest, NextResponse } from 'next/server';

/** The page that somebody sees who is not signed in; it also makes the first admin. */
const signInPage = '/sign-in';

/**
 * Every page: a Content-Security-Policy with a nonce of its own, and to the sign-in page whoever has no session cookie.
 * That is a courtesy only; what a cookie is worth is decided by the management API.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search, host } = request.nextUrl;
  // The address that is printed at the first start, with its code.
  if (pathname === '/set-up') return redirect(request, search);
  const port = /:(\d+)$/.exec(request.headers.get('host') ?? host)?.[1];
  const session = request.cookies.get(port === undefined ? 'weft_session' : `weft_session_${port}`);
  if (session === undefined && pathname !== signInPage) {
    return redirect(request, pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`);
  }

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  return response;
}

export const config = {
  // Not the API (it has headers of its own, and its bodies must not be buffered here), not static files.
  matcher: ['/((?!api/|healthz$|_next/static|_next/image|.*\\.(?:svg|png|ico|webmanifest|txt)$).*)'],
};

function redirect(request: NextRequest, search: string): NextResponse {
  const target = request.nextUrl.clone();
  target.pathname = signInPage;
  target.search = search;
  return NextResponse.redirect(target);
}

/** Monaco and the canvas set styles on elements, which no nonce covers; Monaco's workers start from blobs. */
function contentSecurityPolicy(nonce: string): string {
  const develop = process.env['NODE_ENV'] === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${develop}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
