// The door of the package; the formats themselves are folders beside this file.
export { parseForm, serializeForm } from './form/form.ts';
export { ExactNumber } from './json/exact-number.ts';
export { findJsonFault, type JsonFault } from './json/json-fault.ts';
export { locateInJson } from './json/locate-in-json.ts';
export { jsonDepthMax, parseJson } from './json/parse-json.ts';
export { serializeJson } from './json/serialize-json.ts';
export { detectContentType, type MediaType, mediaTypeOf, parse, serialize } from './media-type.ts';
export { decodeText, encodeText } from './text/charset.ts';
export { textOf } from './text/text-of.ts';
export { positionsIn, type TextPosition } from './text/text-position.ts';
export { decodeXml, parseXml } from './xml/parse-xml.ts';
export { serializeXml, type XmlOptions } from './xml/serialize-xml.ts';
