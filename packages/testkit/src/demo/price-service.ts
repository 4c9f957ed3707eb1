import type { IncomingMessage, ServerResponse } from 'node:http';

/** Net price of one, by article. */
const prices: Readonly<Record<string, number>> = {
  'bread-flour': 18.5,
  'espresso-beans': 24.9,
  'wool-blanket': 79,
  'torque-wrench': 112.25,
};

const requestBytesMax = 64 * 1024;

/**
 * A service as old enterprise systems offer it: `<priceRequest><article>wool-blanket</article><quantity>3</quantity></priceRequest>`
 * is answered with a `<priceResponse>` whose numbers are texts; a fault is a `<fault>` with status 200 (`unknown article`)
 * or 500 (what it cannot read).
 */
export async function answerPrice(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > requestBytesMax) break;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const article = element(text, 'article');
  const quantity = Number(element(text, 'quantity'));
  if (article === undefined || !Number.isInteger(quantity) || quantity < 1) return say(response, 500, fault('cannot read request'));
  const price = prices[article];
  if (price === undefined) return say(response, 200, fault('unknown article'));
  const total = (Math.round(price * 100) * quantity) / 100;
  say(
    response,
    200,
    `<priceResponse currency="EUR"><article>${article}</article><unitPrice>${price.toFixed(2)}</unitPrice><total>${total.toFixed(2)}</total></priceResponse>`,
  );
}

/** Articles hold nothing that XML escapes. */
function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>\\s*([\\w-]{1,40})\\s*</${name}>`).exec(xml)?.[1];
}

function fault(reason: string): string {
  return `<fault><reason>${reason}</reason></fault>`;
}

function say(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
}
