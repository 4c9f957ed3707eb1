/** Takes the text of a file in pieces, as it comes, and gives the records that are whole. Reads one text, once. */
export interface RecordReader {
  /** @throws WeftError `BODY_NOT_PARSABLE` with line and column. */
  write(text: string): unknown[];
  /** What was still open at the end. */
  end(): unknown[];
}

/** All records of a text. */
export function readRecords(reader: RecordReader, text: string): unknown[] {
  const records = reader.write(text);
  for (const record of reader.end()) records.push(record);
  return records;
}
