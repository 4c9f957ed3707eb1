import { describe, expect, it } from 'vitest';
import { prettyXml } from './pretty-xml.ts';

describe('XML for reading', () => {
  it('has one element a line and keeps texts beside their tags', () => {
    expect(prettyXml('<?xml version="1.0"?><a><b x="1">two</b><c/></a>')).toBe(
      '<?xml version="1.0"?>\n<a>\n  <b x="1">two</b>\n  <c/>\n</a>',
    );
  });

  it('keeps empty elements on one line', () => {
    expect(prettyXml('<a><b></b></a>')).toBe('<a>\n  <b></b>\n</a>');
  });

  it('gives back what is no XML', () => {
    expect(prettyXml('plain')).toBe('plain');
  });
});
