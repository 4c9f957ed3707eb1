import { WeftError } from '@weft/errors';
import { expect, test } from 'vitest';
import { readStudioEnv } from './env.ts';

const DATABASE_URL = 'postgresql://weft@127.0.0.1:5432/weft';

test('addresses of endpoints follow the host and the port of the gateway, or are given whole', () => {
  const urlOf = (env: Record<string, string>) => readStudioEnv({ DATABASE_URL, ...env }).gatewayUrl;
  expect(urlOf({})).toBe('http://127.0.0.1:8080');
  expect(urlOf({ WEFT_HOST: '0.0.0.0', WEFT_GATEWAY_PORT: '9000' })).toBe('http://localhost:9000');
  expect(urlOf({ WEFT_GATEWAY_URL: 'https://api.example.com/' })).toBe('https://api.example.com');
});

test('a wrong variable is named', () => {
  for (const [name, env] of Object.entries({
    DATABASE_URL: {},
    WEFT_GATEWAY_PORT: { DATABASE_URL, WEFT_GATEWAY_PORT: 'high' },
  })) {
    expect(() => readStudioEnv(env)).toThrowError(WeftError);
    expect(() => readStudioEnv(env)).toThrowError(new RegExp(name));
  }
});

test('an admin of empty text is no admin', () => {
  expect(readStudioEnv({ DATABASE_URL, WEFT_ADMIN_EMAIL: '', WEFT_ADMIN_PASSWORD: '' })).toMatchObject({
    adminEmail: undefined,
    adminPassword: undefined,
  });
});
