import path from 'node:path';
import { oneAtATime } from './one-at-a-time.ts';
import { repository, run } from './set-up.ts';

/** Turbo builds the studio only where something it is made of has changed; one build at a time, however many start. @throws Stop */
export function buildStudio(): Promise<void> {
  return oneAtATime(path.join(repository, 'node_modules/.weft-build.lock'), () =>
    run(
      process.execPath,
      [path.join(repository, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--output-logs=errors-only'],
      'Building the studio failed; the message stands above.',
      { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    ),
  );
}
