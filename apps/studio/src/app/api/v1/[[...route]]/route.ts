import { studio } from '../../../../server/studio.ts';

/** The management API decides everything, unknown paths and methods too; Next only carries it. */
export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  const { api } = await studio();
  return api.fetch(request);
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
