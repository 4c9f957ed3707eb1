import { dateHelpers } from './date-helpers.ts';
import { encodingHelpers } from './encoding-helpers.ts';
import type { Helper } from './helper.ts';
import { listHelpers } from './list-helpers.ts';
import { lookupHelpers } from './lookup-helpers.ts';
import { numberHelpers } from './number-helpers.ts';
import { textHelpers } from './text-helpers.ts';

/** Every helper, by name. */
export const helpers: readonly Helper[] = [
  ...dateHelpers,
  ...encodingHelpers,
  ...listHelpers,
  ...lookupHelpers,
  ...numberHelpers,
  ...textHelpers,
].sort((a, b) => (a.name < b.name ? -1 : 1));
