/** Where a request comes from, as far as it is known: for counting, never for deciding who somebody is. */
export function addressOf(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',')[0]?.trim().slice(0, 64) || 'unknown';
}
