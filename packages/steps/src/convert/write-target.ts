import {
  fitForXml,
  fixedLayoutProblem,
  fixedWidthWriter,
  jsonLinesWriter,
  jsonListWriter,
  type RecordWriter,
  serializeForm,
  serializeJson,
  serializeXml,
  textOf,
  writeRecords,
  xmlRecordsWriter,
} from '@weft/formats';
import { csvWriting, refuse } from '../record-formats.ts';
import type { Target } from './definition.ts';

/** How a value is written, all at once or record by record. */
export interface Writing {
  /** Without a character set. */
  readonly mediaType: string;
  readonly write: (value: unknown, charset: string) => string;
  /** For those formats that records can be written in one after the other. */
  readonly records?: (charset: string) => RecordWriter;
}

/** @throws WeftError `CONFIG_INVALID` for settings that contradict each other. */
export function writingOf(target: Target): Writing {
  switch (target.format) {
    case 'json': {
      const { indent } = target;
      return { mediaType: 'application/json', write: (value) => serializeJson(value, indent), records: () => jsonListWriter(indent) };
    }
    case 'json-lines':
      return ofRecords('application/x-ndjson', jsonLinesWriter);
    case 'form':
      return { mediaType: 'application/x-www-form-urlencoded', write: serializeForm };
    case 'text':
      return { mediaType: 'text/plain', write: textOf };
    case 'xml':
      return xmlWriting(target);
    case 'csv':
      return ofRecords('text/csv', csvWriting(target, '/to'));
    case 'fixed-width': {
      const layout = { ...target, uneven: 'fail' } as const;
      refuse(fixedLayoutProblem(layout), '/to/records');
      return ofRecords('text/plain', () => fixedWidthWriter(layout));
    }
    default:
      return target satisfies never;
  }
}

function ofRecords(mediaType: string, records: () => RecordWriter): Writing {
  return { mediaType, write: (value) => writeRecords(records(), recordsOf(value)), records };
}

function xmlWriting({ root, item, indent }: Extract<Target, { format: 'xml' }>): Writing {
  const names = { root, item: item === '' ? 'item' : item };
  return {
    mediaType: 'application/xml',
    write: (value, charset) => serializeXml(fitForXml(value, names), { charset, indent }),
    records: (charset) => xmlRecordsWriter({ root: root === '' ? 'root' : root, item: names.item, charset, indent }),
  };
}

/** The rows of a value: a list is its rows; what holds nothing but one member is looked into; any other object is one row. */
function recordsOf(value: unknown): readonly unknown[] {
  let inner = value;
  for (;;) {
    if (Array.isArray(inner)) return inner;
    if (typeof inner !== 'object' || inner === null) break;
    const members = Object.entries(inner).filter(([name]) => !name.startsWith('@'));
    const below = members[0]?.[1];
    if (members.length !== 1 || typeof below !== 'object' || below === null || 'toJSON' in below) break;
    inner = below;
  }
  return inner === null || inner === undefined || inner === '' ? [] : [inner];
}
