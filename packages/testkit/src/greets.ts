import { connect } from 'node:net';

/** True where something listens at a port of this machine and speaks first, with words that begin like this. */
export function greets(port: number, beginning = ''): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (data) => {
      settle(data.toString('latin1').startsWith(beginning));
      socket.destroy();
    });
    socket.once('error', () => settle(false)).once('close', () => settle(false));
  });
}
