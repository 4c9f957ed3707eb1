import { toWeftError } from '@weft/errors';
import { createLogger } from '@weft/telemetry';
import { studio } from './studio.ts';

/** Opens the studio; where it cannot, says why in one line and ends the process, for whoever watches over it to start it again. */
export async function openOrExit(): Promise<void> {
  try {
    await studio();
  } catch (thrown) {
    const { code, message, detail } = toWeftError(thrown);
    createLogger({ service: 'studio' }).error('studio.not-opened', { code, message, detail });
    process.exit(1);
  }
}
