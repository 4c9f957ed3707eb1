/** Runs once when the server starts, before it takes requests: the first admin, the token of the command line, the set-up code. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs' || process.env['NEXT_PHASE'] === 'phase-production-build') return;
  const { openOrExit } = await import('./server/open-or-exit.ts');
  await openOrExit();
}
