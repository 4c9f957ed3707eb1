import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { dirname, join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type SecureContext, TLSSocket } from 'node:tls';
import { dosLine, listLine, mlsdLine, timeText } from './ftp-listing.ts';
import { openPassivePort, type PassivePort } from './passive-port.ts';

/** How the server behaves. */
export interface FtpRules {
  /** The folder that clients see as `/`. */
  readonly folder: string;
  readonly user: string;
  readonly password: string;
  readonly secureContext?: SecureContext;
  /** Refuses data connections whose TLS session is not that of the control connection. */
  readonly requireSessionReuse?: boolean;
  /** Answers nothing at all. */
  readonly silent?: boolean;
  /** Breaks downloads and uploads off after this many bytes. */
  readonly cutAfterBytes?: () => number | undefined;
  /** The address that PASV names, where it is not the true one. */
  readonly passiveAddress?: string;
  /** Writes and reads names in this character set until a client says `OPTS UTF8 ON`; UTF-8 where it is not given. */
  readonly names?: 'latin1';
  /** Writes listings as the servers of Windows do. */
  readonly dosListing?: boolean;
  /** Refuses to rename onto a file that is there. */
  readonly keepsOnRename?: boolean;
  /** Commands that it says it does not know. */
  readonly unknown?: readonly string[];
}

interface Session {
  socket: Socket;
  folder: string;
  user: string;
  signedIn: boolean;
  isPrivate: boolean;
  names: 'utf8' | 'latin1';
  renameFrom: string | undefined;
  passive: PassivePort | undefined;
}

/** Serves one control connection until it ends. */
export function serveSession(
  socket: Socket,
  rules: FtpRules,
  { commands, implicitTls }: { readonly commands: string[]; readonly implicitTls: boolean },
): void {
  if (rules.silent === true) {
    // Unread, it would never notice that the client is gone.
    socket.resume();
    return;
  }
  const session: Session = {
    socket,
    folder: '/',
    user: '',
    signedIn: false,
    isPrivate: implicitTls,
    names: rules.names ?? 'utf8',
    renameFrom: undefined,
    passive: undefined,
  };
  socket.once('close', () => session.passive?.close());
  const hear = (from: Socket): void => {
    let text = '';
    let turn: Promise<unknown> = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      // One character a byte; what the bytes mean is known when the line is whole.
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n'); end !== -1; end = text.indexOf('\r\n')) {
        const line = Buffer.from(text.slice(0, end), 'latin1').toString(session.names);
        text = text.slice(end + 2);
        commands.push(line.startsWith('PASS ') ? 'PASS' : line);
        turn = turn.then(() => answer(line)).catch(() => socket.destroy());
      }
    });
  };
  const secure = (): void => {
    const context = rules.secureContext;
    if (context === undefined) return;
    socket.removeAllListeners('data');
    const secured = new TLSSocket(socket, { isServer: true, secureContext: context });
    secured.on('error', () => socket.destroy());
    session.socket = secured;
    hear(secured);
  };
  const say = (line: string): void => void (session.socket.writable && session.socket.write(`${line}\r\n`));
  const answer = async (line: string): Promise<void> => {
    const [, verb = '', argument = ''] = /^(\S+)(?: (.*))?$/s.exec(line) ?? [];
    const command = verb.toUpperCase();
    if (rules.unknown?.includes(command)) return say('502 Not known here.');
    if (command === 'AUTH' && rules.secureContext !== undefined) {
      say('234 Begin.');
      return secure();
    }
    if (command === 'USER') session.user = argument;
    const known = openCommands[command] ?? (session.signedIn ? commandsOfUser[command] : undefined);
    if (known === undefined) return say(session.signedIn ? '502 Not known here.' : '530 Sign in first.');
    try {
      const reply = await known({ session, rules, argument, say });
      if (reply !== undefined) say(reply);
      if (command === 'QUIT') session.socket.end();
    } catch (thrown) {
      say(`550 ${thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'It failed'}.`);
    }
  };
  if (implicitTls) secure();
  else hear(socket);
  say('220 Ready.');
}

interface Call {
  readonly session: Session;
  readonly rules: FtpRules;
  readonly argument: string;
  readonly say: (line: string) => void;
}

type Command = (call: Call) => string | undefined | Promise<string | undefined>;

const openCommands: Readonly<Record<string, Command>> = {
  USER: () => '331 And the password?',
  PASS: ({ session, rules, argument }) => {
    session.signedIn = session.user === rules.user && argument === rules.password;
    return session.signedIn ? '230 Welcome.' : '530 Wrong user or password.';
  },
  SYST: () => '215 UNIX Type: L8',
  FEAT: ({ rules }) => {
    const features = [
      'UTF8',
      'SIZE',
      'MDTM',
      'EPSV',
      'MLST type*;size*;modify*;',
      ...(rules.secureContext ? ['AUTH TLS', 'PBSZ', 'PROT'] : []),
    ];
    const known = features.filter((feature) => !rules.unknown?.includes(feature.split(' ', 1)[0] ?? ''));
    return `211-Features:\r\n${known.map((feature) => ` ${feature}\r\n`).join('')}211 End`;
  },
  OPTS: ({ session, argument }) => {
    const [, on] = /^UTF8 (ON|OFF)$/i.exec(argument) ?? [];
    if (on !== undefined) session.names = on.toUpperCase() === 'ON' ? 'utf8' : 'latin1';
    return '200 Fine.';
  },
  NOOP: () => '200 Fine.',
  PBSZ: () => '200 Fine.',
  PROT: ({ session, argument }) => {
    session.isPrivate = argument.toUpperCase() === 'P';
    return '200 Fine.';
  },
  QUIT: () => '221 Bye.',
};

const commandsOfUser: Readonly<Record<string, Command>> = {
  TYPE: () => '200 Fine.',
  STRU: () => '200 Fine.',
  MODE: () => '200 Fine.',
  PWD: ({ session }) => `257 "${session.folder.replaceAll('"', '""')}"`,
  CWD: async (call) => {
    const folder = inside(call);
    if (!(await stat(onDisk(call, folder))).isDirectory()) return '550 That is no folder.';
    call.session.folder = folder;
    return '250 Fine.';
  },
  CDUP: ({ session }) => {
    session.folder = posix.dirname(session.folder);
    return '250 Fine.';
  },
  PASV: async (call) => {
    const passive = await newPassivePort(call);
    const address = (call.rules.passiveAddress ?? '127.0.0.1').replaceAll('.', ',');
    return `227 Entering Passive Mode (${address},${passive.port >> 8},${passive.port & 255})`;
  },
  EPSV: async (call) => `229 Entering Extended Passive Mode (|||${(await newPassivePort(call)).port}|)`,
  SIZE: async (call) => {
    const { size } = await fileAt(call);
    return `213 ${size}`;
  },
  MDTM: async (call) => `213 ${timeText((await fileAt(call)).mtime)}`,
  MLSD: (call) => sendText(call, mlsdLine),
  LIST: (call) => sendText({ ...call, argument: call.argument.replace(/^-\S+ ?/, '') }, call.rules.dosListing ? dosLine : listLine),
  RETR: async (call) => {
    const path = onDisk(call, inside(call));
    await fileAt(call);
    return transfer(call, async (socket) => {
      await pipeline(createReadStream(path), cutting(call.rules, socket), socket);
    });
  },
  STOR: (call) => receive(call, 'w'),
  APPE: (call) => receive(call, 'a'),
  DELE: async (call) => {
    await fileAt(call);
    await rm(onDisk(call, inside(call)));
    return '250 Gone.';
  },
  MKD: async (call) => {
    await mkdir(onDisk(call, inside(call)));
    return `257 "${inside(call)}"`;
  },
  RMD: async (call) => {
    await rmdir(onDisk(call, inside(call)));
    return '250 Gone.';
  },
  RNFR: async (call) => {
    const path = onDisk(call, inside(call));
    await stat(path);
    call.session.renameFrom = path;
    return '350 And the new name?';
  },
  RNTO: async (call) => {
    if (call.session.renameFrom === undefined) return '503 Which one?';
    const target = onDisk(call, inside(call));
    if (call.rules.keepsOnRename === true && existsSync(target)) return '553 There is one already.';
    await rename(call.session.renameFrom, target);
    call.session.renameFrom = undefined;
    return '250 Renamed.';
  },
};

/** What the client means, as an absolute path that cannot leave the folder. */
function inside({ session, argument }: Call): string {
  return posix.resolve(session.folder, argument);
}

function onDisk({ rules }: Call, path: string): string {
  return join(rules.folder, path);
}

async function fileAt(call: Call) {
  const found = await stat(onDisk(call, inside(call)));
  if (!found.isFile()) throw Object.assign(new Error('no file'), { code: 'That is no file' });
  return found;
}

async function newPassivePort({ session, rules }: Call): Promise<PassivePort> {
  session.passive?.close();
  session.passive = await openPassivePort(session.isPrivate ? rules.secureContext : undefined, rules.requireSessionReuse === true);
  return session.passive;
}

async function sendText(call: Call, lineOf: typeof mlsdLine): Promise<string | undefined> {
  const folder = onDisk(call, inside(call));
  const names = await readdir(folder);
  const lines = await Promise.all(names.map(async (name) => lineOf(name, await stat(join(folder, name)))));
  return transfer(call, async (socket) => {
    await new Promise<void>((done) => socket.end(Buffer.from(lines.join(''), call.session.names), done));
  });
}

async function transfer({ session, say }: Call, work: (socket: Socket) => Promise<void>): Promise<string> {
  const { passive } = session;
  if (passive === undefined) return '425 Say PASV first.';
  session.passive = undefined;
  say('150 Here it comes.');
  try {
    const socket = await passive.connected;
    if (socket === undefined) return '522 The data connection has to go on with the TLS session.';
    await work(socket);
    return '226 Done.';
  } catch {
    return '426 Broken off.';
  } finally {
    passive.close();
  }
}

function cutting(rules: FtpRules, socket: Socket) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let passed = 0;
    for await (const chunk of chunks) {
      const limit = rules.cutAfterBytes?.();
      passed += chunk.byteLength;
      if (limit !== undefined && passed > limit) {
        socket.destroy();
        throw new Error('cut');
      }
      yield chunk;
    }
  };
}

async function receive(call: Call, flags: 'w' | 'a'): Promise<string> {
  const path = onDisk(call, inside(call));
  if (!(await stat(dirname(path))).isDirectory()) return '553 There is no such folder.';
  return transfer(call, async (socket) => {
    await pipeline(socket, cutting(call.rules, socket), createWriteStream(path, { flags }));
  });
}
