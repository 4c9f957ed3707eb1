import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from './charset.ts';
import { decodeTextPieces, encodeTextPieces } from './text-pieces.ts';

const sample = 'aüß€😀\n';

function pieceByPiece(bytes: Uint8Array, charset?: string): string {
  const decoding = decodeTextPieces(charset);
  let text = '';
  for (const byte of bytes) text += decoding.write(Uint8Array.of(byte));
  return text + decoding.end();
}

describe('text in pieces', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be'])('is decoded byte by byte in %s, with and without a mark', (charset) => {
    const bytes = encodeText(sample, charset);
    expect(pieceByPiece(bytes, charset)).toBe(sample);
    expect(pieceByPiece(bytes)).toBe(sample);
    if (charset === 'utf-8') expect(pieceByPiece(encodeText(`\uFEFF${sample}`), 'windows-1252')).toBe(sample);
  });

  it('is decoded when it is shorter than a mark', () => {
    expect(pieceByPiece(encodeText('a'))).toBe('a');
    expect(pieceByPiece(new Uint8Array(0))).toBe('');
  });

  it('is refused where a character is cut at the end', () => {
    expect(() => pieceByPiece(encodeText('ü').slice(0, 1))).toThrow(expect.objectContaining({ code: 'BODY_NOT_PARSABLE' }));
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])('is encoded in %s with at most one mark', (charset) => {
    const encode = encodeTextPieces(charset, true);
    const text = charset === 'windows-1252' ? 'a€ü' : sample;
    const bytes = Buffer.concat([...text].map((character) => encode(character)));
    expect(decodeText(bytes, charset)).toBe(text);
  });
});

describe('character sets of one byte', () => {
  it.each(['windows-1252', 'windows-1250', 'iso-8859-2', 'iso-8859-15', 'koi8-r', 'ibm866', 'macintosh'])(
    '%s is written as it is read',
    (charset) => {
      const all = Uint8Array.from({ length: 256 }, (_byte, at) => at);
      const readable = all.filter((byte) => new TextDecoder(charset).decode(Uint8Array.of(byte)) !== '\uFFFD');
      expect(encodeText(decodeText(readable, charset), charset)).toEqual(readable);
    },
  );

  it('refuse what they do not have', () => {
    expect(() => encodeText('中', 'windows-1252')).toThrow(/"中" does not exist in "windows-1252"/);
    expect(() => encodeText('a', 'shift_jis')).toThrow(/cannot be written/);
    expect(() => encodeText('a', 'windows-9')).toThrow(/cannot be written/);
  });
});
