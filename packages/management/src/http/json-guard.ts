import { WeftError } from '@weft/errors';

const depthMax = 200;

/**
 * Refuses JSON that is no JSON, that nests deeper than {@link depthMax}, or that names `__proto__` as a member: such a
 * member is never meant, and would turn into a prototype wherever an object is copied member by member.
 *
 * @throws WeftError `REQUEST_INVALID`.
 */
export function guardJson(text: string): void {
  refuseDepth(text);
  const mentionsProto = text.includes('__proto__') || text.includes('\\u');
  try {
    JSON.parse(text, mentionsProto ? refuseProto : undefined);
  } catch (thrown) {
    if (thrown instanceof WeftError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new WeftError('REQUEST_INVALID', `The body is not valid JSON: ${reason.slice(0, 200)}.`, { cause: thrown });
  }
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new WeftError('REQUEST_INVALID', 'A member may not be called "__proto__".');
  return value;
}

function refuseDepth(text: string): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inText) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inText = false;
    } else if (char === 0x22) inText = true;
    else if (char === 0x7b || char === 0x5b) depth += 1;
    else if (char === 0x7d || char === 0x5d) depth -= 1;
    if (depth > depthMax) throw new WeftError('REQUEST_INVALID', `The body nests deeper than ${depthMax} levels.`);
  }
}
