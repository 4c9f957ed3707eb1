import type { RecordWriter } from '../records/record-writer.ts';
import { fitForXml } from './fit-for-xml.ts';
import { serializeXml } from './serialize-xml.ts';

export interface XmlRecords {
  readonly root: string;
  /** The name of the element of each record. */
  readonly item: string;
  readonly charset: string;
  readonly indent: number;
}

/** Records as the elements below one root. */
export function xmlRecordsWriter({ root, item, charset, indent }: XmlRecords): RecordWriter {
  const lineBreak = indent > 0 ? '\n' : '';
  const [open, close] = [`<${root}>`, `${lineBreak}</${root}>`];
  return {
    begin: () => serializeXml({ [root]: '' }, { charset, indent }).replace(/\/>$/, '>'),
    record(value) {
      const fitted = fitForXml(value, { root: item, item: 'item' }) as object;
      return serializeXml({ [root]: fitted }, { charset, indent, declaration: false }).slice(open.length, -close.length);
    },
    end: () => close,
  };
}
