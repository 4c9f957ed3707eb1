import { describe, expect, it } from 'vitest';
import { curlLine, parametersOf } from './draft-routes.ts';

describe('the line for a terminal', () => {
  it('calls with GET where that is accepted, and fills in parameters', () => {
    const line = curlLine({ url: 'http://gateway/ws/rest/orders/{id}', methods: ['POST', 'GET'], authentication: 'none' });
    expect(line).toBe("curl -i 'http://gateway/ws/rest/orders/1'");
  });

  it('sends a body and a key where they are needed', () => {
    const line = curlLine({ url: 'http://gateway/ws/rest/orders', methods: ['POST'], authentication: 'api-key' });
    expect(line).toContain('-X POST');
    expect(line).toContain('X-API-Key');
    expect(line).toContain("-d '{}'");
  });
});

describe('the parameters of a path', () => {
  it('are the segments in braces', () => {
    expect(parametersOf('a/{one}/b/{two}')).toEqual(['one', 'two']);
  });
});
