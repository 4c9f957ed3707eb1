/** Gives the text of a file piece by piece: `begin`, each record, `end`. Writes one text, once. */
export interface RecordWriter {
  begin(): string;
  /** @throws WeftError `BODY_NOT_SERIALIZABLE` naming the record by its number, from 1. */
  record(value: unknown): string;
  end(): string;
}

/** The text of all records. */
export function writeRecords(writer: RecordWriter, records: Iterable<unknown>): string {
  let text = writer.begin();
  for (const record of records) text += writer.record(record);
  return text + writer.end();
}
