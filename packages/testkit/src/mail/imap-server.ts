import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { selfSignedCertificate } from '../ftp/self-signed-certificate.ts';
import { greets } from '../greets.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';

export interface ImapServer {
  readonly host: '127.0.0.1';
  /** Plain, with STARTTLS. */
  readonly port: number;
  /** TLS from the first byte. */
  readonly tlsPort: number;
  readonly user: string;
  readonly password: string;
  /** Ends the server and starts it again with its mail, on the same ports. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A private Dovecot with one mailbox, and a certificate that it has signed itself. */
export async function startImapServer(): Promise<ImapServer> {
  const directory = await mkdtemp(join(tmpdir(), 'weft-imap-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const [user, password] = ['orders', 'open sesame'];
  const owner = ownerOfMail();
  const mail = join(directory, 'mail');
  const run = join(directory, 'run');
  for (const folder of [mail, run]) mkdirSync(folder);
  chmodSync(directory, 0o755);
  if (process.getuid?.() === 0) chownSync(mail, owner.uid, owner.gid);
  const { key, cert } = selfSignedCertificate();
  await writeFile(join(directory, 'key.pem'), key);
  await writeFile(join(directory, 'cert.pem'), cert);
  await writeFile(join(directory, 'users'), `${user}:{PLAIN}${password}\n`, { mode: 0o644 });
  await writeFile(
    join(directory, 'dovecot.conf'),
    `base_dir = ${run}
state_dir = ${run}
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${join(directory, 'cert.pem')}
ssl_key = <${join(directory, 'key.pem')}
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${mail}
mail_uid = ${owner.uid}
mail_gid = ${owner.gid}
${owner.settings}
passdb {
  driver = passwd-file
  args = ${join(directory, 'users')}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${mail}
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
namespace inbox {
  inbox = yes
}
`,
  );
  const start = (): Promise<ServerProcess> =>
    startServerProcess({
      what: 'Dovecot',
      package: 'dovecot-imapd',
      command: ['/usr/sbin/dovecot', '-F', '-c', join(directory, 'dovecot.conf')],
      isReady: () => greets(port, '* OK'),
    });
  let server = await start();
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    user,
    password,
    async restart() {
      await server.stop();
      server = await start();
    },
    async close() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Dovecot keeps no mail as root; whoever is not root can be nobody else. */
function ownerOfMail(): { readonly uid: number; readonly gid: number; readonly settings: string } {
  const { uid, gid, username } = userInfo();
  if (uid === 0) {
    const [nobody, group] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
    return { uid: nobody ?? 65_534, gid: group ?? 65_534, settings: '' };
  }
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  const own = `default_internal_user = ${username}\ndefault_internal_group = ${group}\ndefault_login_user = ${username}`;
  const unlocked = ['anvil', 'imap-login'].map((service) => `service ${service} {\n  chroot =\n}`).join('\n');
  return { uid, gid, settings: `${own}\n${unlocked}` };
}
