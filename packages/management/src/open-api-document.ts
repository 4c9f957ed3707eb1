import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './http/env.ts';

/** The description of the API (OpenAPI 3.1), made from the schemas that validate. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token, for programs.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'weft_session',
    description: 'The session cookie of the studio. On a port of its own the name ends with it: `weft_session_3000`.',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Weft management API',
      version: '1',
      description: 'Everything the studio and the `weft` command do. Errors are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  });
}
