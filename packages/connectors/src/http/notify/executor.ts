import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type Emission, type ExecutionInfo, implementStep, type StepContext, type StepTools } from '@weft/step-kit/executor';
import type { HttpClient } from '../client.ts';
import { clientOf } from '../client-of.ts';
import { urlTemplate } from '../http-client/url-template.ts';
import { definition, type Webhook } from './definition.ts';

/** In characters; what is said to people is short. */
const messageLengthMax = 4_000;

/** What is told. */
interface Notice {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
}

const out: Emission = { port: 'out' };

/** Writes the line, calls the webhook and passes the document on. */
export const implementation = implementStep(definition, ({ level, message, details, webhook }, tools) => {
  const text = tools.template(message, '/message');
  const facts = details.map(({ name, value }, index) => ({ name, value: tools.template(value, `/details/${index}/value`) }));
  const tell = webhook.to === 'webhook' ? webhookOf(webhook, tools) : undefined;

  return async (document, context) => {
    const { execution } = context;
    const notice: Notice = {
      level,
      message: shortened(await text(document, execution)),
      details: Object.fromEntries(
        await Promise.all(facts.map(async ({ name, value }) => [name, shortened(await value(document, execution))] as const)),
      ),
    };
    context.log(level, notice.message, notice.details);
    await tell?.(notice, document, context);
    return out;
  };
});

function shortened(text: string): string {
  return text.length > messageLengthMax ? `${text.slice(0, messageLengthMax)} …` : text;
}

function webhookOf(webhook: Webhook, tools: StepTools): (notice: Notice, document: Document, context: StepContext) => Promise<void> {
  const url = urlTemplate(webhook.url.trim(), tools, '/webhook/url');
  const clients = clientOf(webhook.connection, tools);
  return async (notice, document, context) => {
    try {
      const target = await url(document, context.execution);
      await call(await clients.client(context.signal), target, payloadOf(notice, webhook.payload, context), context.signal);
    } catch (thrown) {
      if (webhook.onFailure === 'fail' || !(thrown instanceof WeftError) || thrown.code === 'CANCELLED') throw thrown;
      context.log('warn', `The webhook was not told: ${thrown.message}`, { code: thrown.code });
    }
  };
}

async function call(client: HttpClient, target: string, payload: unknown, signal: AbortSignal): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(payload));
  const { status } = await client.send({
    method: 'POST',
    target,
    query: [],
    headers: [],
    body: { contentType: 'application/json', open: () => bytes },
    responseBytesMax: 1024 * 1024,
    signal,
  });
  if (status < 200 || status > 299)
    throw new WeftError('HTTP_STATUS', `The webhook answered with status ${status}.`, { retryable: status >= 500 || status === 429 });
}

function payloadOf(notice: Notice, payload: Webhook['payload'], { execution, stepId, now }: StepContext): unknown {
  if (payload === 'chat') return { text: chatText(notice) };
  return { ...notice, time: new Date(now()).toISOString(), ...originOf(execution), step_id: stepId };
}

function originOf({ processId, id, environment }: ExecutionInfo): Readonly<Record<string, string>> {
  return { process_id: processId, execution_id: id, environment };
}

function chatText({ level, message, details }: Notice): string {
  const mark = level === 'info' ? '' : level === 'warn' ? 'Warning: ' : 'Error: ';
  return [mark + message, ...Object.entries(details).map(([name, value]) => `• ${name}: ${value}`)].join('\n');
}
