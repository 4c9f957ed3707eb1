import { Body } from '@weft/document';
import { implementStep } from '@weft/step-kit/executor';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { compress, decompress } from './compression.ts';
import { type Content, type Operate, tooLarge } from './content.ts';
import { convertCharset } from './convert-charset.ts';
import { definition, type Operation } from './definition.ts';
import { replaceAll } from './replace.ts';
import { trimText } from './trim.ts';

/** Does one operation after the other and makes what comes of it the body. */
export const implementation = implementStep(definition, ({ operations, contentType, bytesMax }) => {
  const compiled = operations.map((operation, index) => operate(operation, `/operations/${index}`));
  return async ({ body }, { signal }) => {
    let content: Content = { bytes: await body.bytes(), contentType: body.contentType };
    for (const operation of compiled) {
      if (signal.aborted) return undefined;
      content = await operation(content, bytesMax);
      // Operations on text know only the number of its characters.
      if (content.bytes.byteLength > bytesMax) throw tooLarge('An operation', bytesMax);
    }
    return { port: 'out', body: Body.fromBytes(content.bytes, contentType === '' ? content.contentType : contentType) };
  };
});

function operate(operation: Operation, pointer: string): Operate {
  switch (operation.do) {
    case 'base64-encode':
      return encodeBase64(operation.wrap);
    case 'base64-decode':
      return decodeBase64();
    case 'gzip':
      return compress();
    case 'gunzip':
      return decompress();
    case 'convert-charset':
      return convertCharset(operation);
    case 'replace':
      return replaceAll(operation, pointer);
    case 'trim':
      return trimText(operation);
    default:
      return operation satisfies never;
  }
}
