// The contract that other packages build against; the formats themselves are folders beside this file.
export { parse, serialize } from './media-type.ts';
