import type { Database } from '@weft/database';
import type { GatewayMetrics, Logger } from '@weft/telemetry';
import { buildRouteTable, type RouteTable } from './route-table.ts';

/** The route table in use, kept up to date. */
export interface Routes extends AsyncDisposable {
  /** undefined until the first table was loaded. */
  readonly current: RouteTable | undefined;
}

export interface RoutesOptions {
  readonly database: Pick<Database, 'endpoints' | 'gateways'>;
  readonly environmentId: string;
  readonly gatewayId: string;
  readonly internalUrl: string;
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
}

const reportMs = 5_000;

/**
 * Loads the table at every change and reports the revision that is served, at once and every five seconds. A table that cannot be
 * loaded leaves the former one in use and is tried again with the next report.
 */
export async function watchRoutes(options: RoutesOptions): Promise<Routes> {
  const { database, environmentId, log, metrics } = options;
  let current: RouteTable | undefined;
  let stale = true;
  let loading = Promise.resolve();

  async function load(): Promise<void> {
    if (!stale) return;
    stale = false;
    try {
      const { revision, endpoints } = await database.endpoints.all(environmentId);
      // One reading may overtake another; the newer revision stays.
      if (current === undefined || revision >= current.revision) {
        current = buildRouteTable(revision, endpoints);
        metrics.routeRevision.set(revision);
        metrics.routes.set(endpoints.length);
        log.info('routes.loaded', { revision, endpoints: endpoints.length });
      }
      await report();
    } catch (error) {
      stale = true;
      log.error('routes.not-loaded', { error });
    }
  }

  async function report(): Promise<void> {
    if (current === undefined) return;
    const { gatewayId: id, internalUrl } = options;
    await database.gateways.report({ id, environmentId, internalUrl, servedRevision: current.revision });
  }

  function refresh(): void {
    loading = loading.then(load);
  }

  const watching = await database.endpoints.watch(() => {
    stale = true;
    refresh();
  });
  refresh();
  await loading;
  const timer = setInterval(() => {
    if (stale) refresh();
    else report().catch((error: unknown) => log.warn('gateway.not-reported', { error }));
  }, reportMs);

  return {
    get current() {
      return current;
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await watching[Symbol.asyncDispose]();
      await loading;
      await database.gateways.leave(options.gatewayId);
    },
  };
}
