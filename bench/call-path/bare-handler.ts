import { fastify } from 'fastify';

// The floor of W1: a Fastify handler that does the work itself, in one process, and keeps nothing.
const app = fastify();
app.post<{ Body: { id: string } }>('/ws/rest/w1', async (request) => ({ ok: true, id: request.body.id }));
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.stdout.write('started\n');
