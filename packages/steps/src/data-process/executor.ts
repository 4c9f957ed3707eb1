import { Body, type Properties } from '@weft/document';
import { type Emission, implementStep } from '@weft/step-kit/executor';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { compress, decompress } from './compression.ts';
import { type Content, type Operate, type OperateOnMany, tooLarge } from './content.ts';
import { convertCharset } from './convert-charset.ts';
import { definition, type Operation } from './definition.ts';
import { replaceAll } from './replace.ts';
import { trimText } from './trim.ts';
import { unzip, zip } from './zip.ts';

/** Does one operation after the other and makes what comes of it the body. */
export const implementation = implementStep(definition, ({ operations, contentType, bytesMax }) => {
  const compiled = operations.map((operation, index) => operate(operation, `/operations/${index}`));
  const emission = (content: Content, before: Properties): Emission => ({
    port: 'out',
    body: Body.fromBytes(content.bytes, contentType === '' ? content.contentType : contentType),
    ...(content.properties === undefined ? {} : { properties: { ...before, ...content.properties } }),
  });
  return async ({ body, properties }, { signal }) => {
    let contents: readonly Content[] = [{ bytes: await body.bytes(), contentType: body.contentType }];
    for (const operation of compiled) {
      const made: Content[] = [];
      for (const content of contents) {
        if (signal.aborted) return undefined;
        for (const result of [await operation(content, bytesMax)].flat()) made.push(kept(content, result));
      }
      // Operations on text know only the number of its characters.
      if (made.some(({ bytes }) => bytes.byteLength > bytesMax)) throw tooLarge('An operation', bytesMax);
      contents = made;
    }
    return contents.map((content) => emission(content, properties));
  };
});

/** What is known of a content is known of what is made of it. */
function kept(before: Content, after: Content): Content {
  return before.properties === undefined ? after : { ...after, properties: { ...before.properties, ...after.properties } };
}

function operate(operation: Operation, pointer: string): Operate | OperateOnMany {
  switch (operation.do) {
    case 'base64-encode':
      return encodeBase64(operation.wrap);
    case 'base64-decode':
      return decodeBase64();
    case 'gzip':
      return compress();
    case 'gunzip':
      return decompress();
    case 'zip':
      return zip(operation.name);
    case 'unzip':
      return unzip(operation.names);
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
