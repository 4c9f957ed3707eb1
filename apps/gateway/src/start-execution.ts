import { createHash } from 'node:crypto';
import { type Answer, describeReply } from '@weft/call';
import type { StartedExecution, startExecutionSchema } from '@weft/call/internal-api';
import type { WireDocument } from '@weft/document';
import type * as z from 'zod';
import { acceptanceOf } from './accept-call.ts';
import type { AcceptCall } from './call-path.ts';
import { newExecutionId } from './execution-id.ts';
import type { KeyedRequest } from './idempotency.ts';
import { discardBody, keepingBody } from './request-document.ts';
import type { GatewayServices } from './services.ts';

type Start = z.output<typeof startExecutionSchema>;

const inlineBytesMax = 64 * 1024;

/**
 * Starts an execution for a program (Execute Process API) and waits for its answer as long as that one wants.
 * @throws WeftError `OVERLOADED`, `IDEMPOTENCY_KEY_REUSED`.
 */
export async function startExecution(services: GatewayServices, start: Start): Promise<StartedExecution> {
  const { environmentId, processId, versionId, trigger, mode, properties, document, waitMs, callbackUrl } = start;
  const leave = services.admission.enter();
  try {
    const executionId = newExecutionId(Date.now());
    const keyed = keyedRequest(start);
    const body = await storedBody(services, document.base64);
    const calling = services.callPath.call(
      {
        ...{ executionId, environmentId, processId, versionId, trigger, mode, properties },
        acceptedAt: Date.now(),
        document: { id: 'root', contentType: document.contentType, properties: document.properties, body },
        ...(keyed === undefined && callbackUrl === undefined ? {} : { keepsReply: true }),
      },
      waitMs,
      services.stopping,
      acceptance(services, start, keyed),
    );
    const outcome = await keepingBody(services, body, calling);
    if (outcome.kind === 'answered') return await startedExecution(executionId, outcome.answer);
    if (outcome.kind === 'waiting') return accepted(services, executionId);
    await discardBody(services, body);
    const earlier = await services.outcomes.wait(outcome.executionId, waitMs, services.stopping);
    const started =
      earlier.kind === 'answered' ? await startedExecution(outcome.executionId, earlier.answer) : accepted(services, outcome.executionId);
    return { ...started, replayed: true };
  } finally {
    leave();
  }
}

/** What is asked for, whatever version answers and however long its caller waits. */
function keyedRequest({
  environmentId,
  processId,
  trigger,
  properties,
  document,
  callbackUrl,
  idempotency,
}: Start): KeyedRequest | undefined {
  if (idempotency === undefined) return undefined;
  const request = JSON.stringify([trigger, Object.entries(properties).sort(), document, callbackUrl]);
  return {
    scope: JSON.stringify(['api', environmentId, processId, idempotency.caller]),
    key: idempotency.key,
    requestHash: createHash('sha256').update(request).digest('hex'),
  };
}

/** Who is to be told of the end is written down before the execution can end. */
function acceptance({ database }: GatewayServices, { inbox, callbackUrl }: Start, keyed: KeyedRequest | undefined): AcceptCall | undefined {
  const accept = acceptanceOf(database, inbox || callbackUrl !== undefined, keyed);
  if (accept === undefined || callbackUrl === undefined) return accept;
  return async (job) => {
    await database.results.add(job.executionId, callbackUrl);
    let isNew = false;
    try {
      const earlier = await accept(job);
      isNew = earlier === undefined;
      return earlier;
    } finally {
      if (!isNew) await database.results.done(job.executionId);
    }
  };
}

function accepted(services: GatewayServices, executionId: string): StartedExecution {
  return { executionId, outcome: 'accepted', statusPath: services.statusUrls.of(executionId) };
}

async function startedExecution(executionId: string, answer: Answer): Promise<StartedExecution> {
  if (answer.kind === 'ended') return { executionId, outcome: answer.status, error: answer.error };
  return { executionId, outcome: 'replied', reply: await describeReply(answer.reply) };
}

async function storedBody(services: GatewayServices, base64: string): Promise<WireDocument['body']> {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.byteLength <= inlineBytesMax) return { base64 };
  async function* whole() {
    yield bytes;
  }
  return { blob: await services.blobs.put(whole()) };
}
