/**
 * How long a service asks to be left alone, in milliseconds; undefined where it does not, or not in a way that is known.
 *
 * @param header `Retry-After`: seconds, or a date (RFC 9110 §10.2.3).
 * @param now Milliseconds since 1970.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  // An HTTP date begins with the name of a day; Date.parse would take much more.
  const date = /^[A-Z][a-z]{2,8}, ?/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
