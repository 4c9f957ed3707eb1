import { describe, expect, it } from 'vitest';
import { toTryRequest } from './try-form.ts';

const form = { method: 'POST', path: 'orders/{id}', values: {}, query: [], headers: [], contentType: 'application/json', body: '' };

describe('a request that is tried', () => {
  it('carries path parameters, query and headers as an endpoint would', () => {
    const request = toTryRequest({
      ...form,
      values: { id: 'a b' },
      query: [{ name: 'q', value: 'x' }],
      headers: [{ name: 'X-Source', value: 'test' }],
    });
    expect(request.properties).toEqual({
      inmethod: 'POST',
      inpath: '/ws/rest/orders/a%20b',
      param_id: 'a b',
      query_q: 'x',
      'inheader_x-source': 'test',
    });
    expect(request).not.toHaveProperty('body');
  });

  it('sends JSON as a value and other texts as they are', () => {
    expect(toTryRequest({ ...form, body: '{"a":1}' }).body).toEqual({ a: 1 });
    expect(toTryRequest({ ...form, contentType: 'text/plain', body: '{"a":1}' }).body).toBe('{"a":1}');
  });

  it('says what is wrong with a body that is no JSON', () => {
    expect(() => toTryRequest({ ...form, body: '{"a":' })).toThrow(SyntaxError);
  });
});
