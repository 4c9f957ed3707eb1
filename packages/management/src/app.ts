import { OpenAPIHono } from '@hono/zod-openapi';
import { WeftError } from '@weft/errors';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { authenticate } from './access/authenticate.ts';
import type { ApiEnv } from './http/env.ts';
import { guardJson } from './http/json-guard.ts';
import { answerError, problemResponse } from './http/problem-response.ts';
import { securityHeaders } from './http/security-headers.ts';
import { openApiDocument } from './open-api-document.ts';
import { accessRoutes } from './routes/access.ts';
import { backupRoutes } from './routes/backup.ts';
import { catalogRoutes } from './routes/catalog.ts';
import { connectionRoutes } from './routes/connections.ts';
import { executionRoutes } from './routes/executions.ts';
import { keyRoutes } from './routes/keys.ts';
import { parkedDocumentRoutes } from './routes/parked-documents.ts';
import { processRoutes } from './routes/processes.ts';
import { publishingRoutes } from './routes/publishing.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { sessionRoutes } from './routes/session.ts';
import type { ManagementServices } from './services.ts';

/** Where the API is mounted. */
export const apiBasePath = '/api/v1';

/** Larger requests are refused before they are read. 5 MB. */
const bodyBytesMax = 5 * 1024 * 1024;

/** The management API: every request under `/api/v1` in, an answer out; never throws. */
export function createManagementApi(services: ManagementServices): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>().basePath(apiBasePath);
  app.onError((thrown) => answerError(thrown, services.log));
  app.notFound((context) => problemResponse(new WeftError('NOT_FOUND', `There is nothing at ${context.req.path.slice(0, 200)}.`)));

  app.use(securityHeaders);
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (context, methods) => refuseMethod(context.req.method, methods) }));
  app.use(authenticate(services));
  const limited = bodyLimit({
    maxSize: bodyBytesMax,
    onError: () => problemResponse(new WeftError('BODY_TOO_LARGE', `A request to the management API has at most ${bodyBytesMax} bytes.`)),
  });
  // A backup has any size; it is read as it comes.
  app.use((context, next) => (context.req.path === `${apiBasePath}/restore` ? next() : limited(context, next)));
  app.use(async (context, next) => {
    if (context.req.header('content-type')?.toLowerCase().includes('json')) {
      const text = await context.req.text();
      if (text !== '') guardJson(text);
    }
    await next();
  });

  mountRoutes(app, services);
  const document = openApiDocument(app);
  app.get('/openapi.json', (context) => context.json(document));
  return app;
}

/** The OpenAPI document without a running Weft: routes touch their services only when they are called. */
export function describeManagementApi(): unknown {
  const app = new OpenAPIHono<ApiEnv>().basePath(apiBasePath);
  mountRoutes(app, {} as ManagementServices);
  return openApiDocument(app);
}

function mountRoutes(app: OpenAPIHono<ApiEnv>, services: ManagementServices): void {
  for (const routes of [
    sessionRoutes,
    processRoutes,
    publishingRoutes,
    scheduleRoutes,
    executionRoutes,
    parkedDocumentRoutes,
    connectionRoutes,
    catalogRoutes,
    accessRoutes,
    keyRoutes,
    backupRoutes,
  ]) {
    app.route('/', routes(services));
  }
}

function refuseMethod(method: string, allowed: readonly string[]): Response {
  const error = new WeftError('METHOD_NOT_ALLOWED', `${method.slice(0, 20)} is not possible here. Possible: ${allowed.join(', ')}.`);
  const response = problemResponse(error);
  response.headers.set('allow', allowed.join(', '));
  return response;
}
