import type { WireDocument } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { FastifyRequest } from 'fastify';
import { type BodyLimits, readBody } from './request-body.ts';
import type { GatewayServices } from './services.ts';

type Services = Pick<GatewayServices, 'admission' | 'blobs' | 'bodyIdleMs' | 'metrics' | 'log'>;

/**
 * The body of a request with its content type (`''` where there is no body), ready to be a document.
 * @throws WeftError `OVERLOADED` where too many are arriving; what {@link readBody} throws.
 */
export async function takeBody(
  services: Services,
  request: FastifyRequest,
  limits: Omit<BodyLimits, 'idleMs'>,
): Promise<Pick<WireDocument, 'body' | 'contentType'>> {
  const { headers } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody) return { body: { base64: '' }, contentType: '' };
  const arrived = services.admission.receive();
  const reading = readBody(request.raw, { ...limits, idleMs: services.bodyIdleMs }, services.blobs);
  const body = await reading.finally(arrived);
  services.metrics.bytesReceived.inc('blob' in body ? body.blob.size : Buffer.byteLength(body.base64, 'base64'));
  return { body, contentType: headers['content-type'] ?? 'application/octet-stream' };
}

/** Removes what was spooled of a body that nothing is done with. Never throws. */
export async function discardBody({ blobs, log }: Pick<Services, 'blobs' | 'log'>, body: WireDocument['body']): Promise<void> {
  if ('blob' in body) await blobs.delete(body.blob.key).catch((error: unknown) => log.warn('body.not-discarded', { error }));
}

/** A call that is refused leaves no body behind. Of one that the queue did not answer for, nobody knows: its body stays for the sweep. */
export async function keepingBody<T>(services: Pick<Services, 'blobs' | 'log'>, body: WireDocument['body'], call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WeftError && error.kind === 'user') await discardBody(services, body);
    throw error;
  }
}
