import { Readable } from 'node:stream';
import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { ExecutionInfo, StepTools } from '@weft/step-kit/executor';
import type { SendMailOptions } from 'nodemailer';
import type * as z from 'zod';
import type { definition } from './definition.ts';

type Attachment = NonNullable<SendMailOptions['attachments']>[number];
type Choice = z.output<typeof definition.config>['attachments'];

/** Gives the attachments of a document's message. */
export function attachedFiles(choice: Choice, tools: StepTools): (document: Document, execution: ExecutionInfo) => Promise<Attachment[]> {
  switch (choice.kind) {
    case 'none':
      return async () => [];
    case 'body': {
      const name = tools.template(choice.fileName, '/attachments/fileName');
      return async (document, execution) => [
        {
          filename: await name(document, execution),
          content: Readable.from(document.body.stream(), { objectMode: false }),
          ...(document.body.contentType === '' ? {} : { contentType: document.body.contentType }),
        },
      ];
    }
    case 'list': {
      const files = tools.expression(choice.files, '/attachments/files');
      return async (document, execution) => listed(await files(document, execution));
    }
    default:
      return choice satisfies never;
  }
}

function listed(value: unknown): Attachment[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw unfit('The attachments are no list.');
  return value.map((file: unknown, index) => {
    const { name, text, base64, type } = (typeof file === 'object' && file !== null ? file : {}) as Readonly<Record<string, unknown>>;
    const which = `Attachment ${index + 1}`;
    if (typeof name !== 'string' || name === '') throw unfit(`${which} has no "name".`);
    const contentType = typeof type === 'string' && type !== '' ? { contentType: type } : {};
    if (typeof base64 === 'string') return { filename: name, content: decoded(base64, `${which}, "${name}",`), ...contentType };
    if (typeof text !== 'string') throw unfit(`${which}, "${name}", has neither "text" nor "base64".`);
    return { filename: name, content: text, ...contentType };
  });
}

function decoded(base64: string, which: string): Buffer {
  const bare = base64.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) throw unfit(`${which} is not in Base64.`);
  return Buffer.from(bare, 'base64');
}

function unfit(message: string): WeftError {
  return new WeftError('STEP_FAILED', message, { place: { pointer: '/attachments/files' } });
}
