import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createOutboundGuard, type Resolve } from './outbound-guard.ts';

const refusal = expect.objectContaining({ code: 'OUTBOUND_REFUSED' });

/** A resolver that answers with these addresses, one list per question, the last for ever. */
function answers(...lists: string[][]): Resolve {
  let asked = 0;
  return (_host, _options, done) => {
    const list = lists[Math.min(asked, lists.length - 1)] ?? [];
    asked += 1;
    done(
      null,
      list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

describe('check', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '１２７.0.0.1',
    '[::1]',
    '::1',
    '[::ffff:127.0.0.1]',
    '::ffff:7f00:1',
    'fe80::1%eth0',
    '0.0.0.0',
    '0',
    '169.254.169.254',
    '192.168.0.1',
    'localhost',
    'LOCALHOST.',
  ])('refuses %s, however it is spelled', async (host) => {
    const guard = createOutboundGuard({ allow: '' });
    await expect(guard.check(host, 80)).rejects.toThrow(refusal);
  });

  it.each(['', 'a b', 'evil.com/127.0.0.1', 'user@127.0.0.1', 'a#b', 'host:80', 'a\\b'])('refuses what is no host: "%s"', async (host) => {
    await expect(createOutboundGuard({ allow: '' }).check(host, 80)).rejects.toThrow(refusal);
  });

  it('lets a public address pass, written out or by name', async () => {
    const guard = createOutboundGuard({ allow: '', resolve: answers(['93.184.216.34']) });
    await expect(guard.check('8.8.8.8', 443)).resolves.toBeUndefined();
    await expect(guard.check('example.com', 443)).resolves.toBeUndefined();
  });

  it('refuses a name that leads to private addresses only, and keeps the address out of the message', async () => {
    const guard = createOutboundGuard({ allow: '', resolve: answers(['10.1.2.3']) });
    const error = await guard.check('intranet.example.com', 80).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'OUTBOUND_REFUSED', detail: expect.stringContaining('10.1.2.3') });
    expect((error as Error).message).not.toContain('10.1.2.3');
  });

  it('lets what the operator allows pass, at that port only', async () => {
    const guard = createOutboundGuard({ allow: 'localhost:5432, 10.0.0.0/8', resolve: answers(['10.1.2.3']) });
    await expect(guard.check('localhost', 5432)).resolves.toBeUndefined();
    await expect(guard.check('Localhost.', 5432)).resolves.toBeUndefined();
    await expect(guard.check('erp.internal', 80)).resolves.toBeUndefined();
    await expect(guard.check('127.0.0.1', 5432)).rejects.toThrow(refusal);
  });

  it('says that a name cannot be resolved, as something that may pass', async () => {
    const resolve: Resolve = (_host, _options, done) => done(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    const guard = createOutboundGuard({ allow: '', resolve });
    await expect(guard.check('no.such.host', 80)).rejects.toThrow(expect.objectContaining({ code: 'CONNECTION_FAILED', retryable: true }));
  });
});

describe('lookupFor', () => {
  it('refuses at the moment of connecting, so that a name which changes its address after the check gains nothing', async () => {
    const guard = createOutboundGuard({ allow: '', resolve: answers(['93.184.216.34'], ['127.0.0.1']) });
    await guard.check('rebinding.example.com', 80);
    const socket = connect({ host: 'rebinding.example.com', port: 80, lookup: guard.lookupFor(80) });
    const error = await new Promise((done) => socket.on('error', done));
    expect(error).toEqual(refusal);
  });

  it('hands on only the addresses that may be called', async () => {
    const guard = createOutboundGuard({ allow: '', resolve: answers(['127.0.0.1', '93.184.216.34', '::1']) });
    const found = await new Promise((done) => {
      guard.lookupFor(80)('mixed.example.com', { all: true }, (_error, addresses) => done(addresses));
    });
    expect(found).toEqual([{ address: '93.184.216.34', family: 4 }]);
  });

  it('is never asked by net.connect for an IP address written out: this is why check must be awaited too', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    const guard = createOutboundGuard({ allow: '' });
    const socket = connect({ host: '127.0.0.1', port, lookup: guard.lookupFor(port) });
    await new Promise((done, fail) => socket.once('connect', done).once('error', fail));
    socket.destroy();
    server.close();
    await expect(guard.check('127.0.0.1', port)).rejects.toThrow(refusal);
  });
});
