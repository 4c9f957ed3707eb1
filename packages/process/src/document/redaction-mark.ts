import * as z from 'zod';

/**
 * What is wrong with a mark for values that are not to be recorded; undefined where it can be used. A mark is one of:
 *
 * - `/customer/iban`: a JSON Pointer (RFC 6901), or the path of an XML element from the root (`/order/customer/@id` for an
 *   attribute). `*` stands for any one name; lists need no number.
 * - `//iban`: that name at any depth.
 * - `iban`: a column of CSV, a field of a form, or a property such as `query_token`.
 */
export function redactionMarkProblem(mark: string): string | undefined {
  if (mark.trim() !== mark || mark === '') return 'A mark is a path such as /customer/iban, a name at any depth such as //iban, or a name.';
  if (!mark.startsWith('/')) return undefined;
  const segments = mark.replace(/^\/\/?/, '').split('/');
  if (segments.some((segment) => segment === '')) return `"${mark}" has an empty part between two slashes.`;
  if (mark.startsWith('//') && segments.length > 1) return `"${mark}" has more than one name: after // stands one, such as //iban.`;
  if (/~(?![01])/.test(mark)) return `"${mark}" has a ~ that is neither ~0 nor ~1 (RFC 6901).`;
  if (/[[\]()]/.test(mark)) return `"${mark}" has a condition: only names, * and @attribute are possible.`;
  return undefined;
}

/** A mark that {@link redactionMarkProblem} has nothing to say about. */
export const redactionMark = z
  .string()
  .max(200)
  .superRefine((mark, context) => {
    const message = redactionMarkProblem(mark);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
