import { studio } from '../../server/studio.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** 200 while the studio can do its work, which needs the database; 503 otherwise. */
export async function GET(): Promise<Response> {
  const healthy = await studio()
    .then(({ database }) => database.healthy())
    .catch(() => false);
  return Response.json(
    { status: healthy ? 'ok' : 'database not reached' },
    { status: healthy ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
