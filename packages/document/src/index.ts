export { Body, type ByteSource, type ByteStream, wholeBodyBytesMax } from './body.ts';
export { childDocument, createDocument, type Document, type Properties, type PropertyValue } from './document.ts';
export type { TemporaryFile, TemporaryFiles } from './temporary.ts';
export { type BlobRef, type BlobStore, fromWire, toWire, type WireDocument } from './wire.ts';
