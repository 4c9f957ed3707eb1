import path from 'node:path';
import { repository, run } from './set-up.ts';

/** Turbo builds the studio only where something it is made of has changed. @throws Stop */
export function buildStudio(): Promise<void> {
  return run(
    process.execPath,
    [path.join(repository, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--output-logs=errors-only'],
    'Building the studio failed; the message stands above.',
    { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  );
}
