/** A call of an endpoint under way, as any HTTP client would make it. */
export interface Call {
  readonly reply: Promise<{ readonly status: number; readonly contentType: string; readonly text: string }>;
  readonly isAnswered: () => boolean;
}

/** Calls an address from outside the browser; does not wait. */
export function call(url: string, init: RequestInit = {}): Call {
  let answered = false;
  const reply = fetch(url, { signal: AbortSignal.timeout(60_000), ...init })
    .then(async (response) => ({
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      text: await response.text(),
    }))
    .finally(() => {
      answered = true;
    });
  // Where a test fails before it looks at the reply, that failure is the one to tell.
  reply.catch(() => {});
  return { reply, isAnswered: () => answered };
}
