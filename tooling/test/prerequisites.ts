/** The programs that tests need beside Node: a browser, a Redis and the servers that connectors talk to. Installed where that is allowed, named where it is not. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Stop } from '../launch/stop.ts';

const wanted = [
  { what: 'Chromium', package: 'chromium', isThere: () => process.env['CHROMIUM_PATH'] !== undefined || existsSync('/usr/bin/chromium') },
  { what: 'Redis', package: 'redis-server', isThere: () => spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0 },
  { what: 'an SSH server', package: 'openssh-server', isThere: () => existsSync('/usr/sbin/sshd') },
  { what: 'MariaDB', package: 'mariadb-server', isThere: () => existsSync('/usr/sbin/mariadbd') },
  { what: 'Dovecot', package: 'dovecot-imapd', isThere: () => existsSync('/usr/sbin/dovecot') },
];

const listed = new Intl.ListFormat('en');

/** @throws Stop that says exactly what to install. */
export function requirePrerequisites(say: (line: string) => void): void {
  const missing = wanted.filter((program) => !program.isThere());
  if (missing.length === 0) return;
  const packages = missing.map((program) => program.package);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const names = listed.format(missing.map((program) => program.what));
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) {
    throw new Stop(`The tests need ${names}. Install them (on Debian and Ubuntu: sudo ${command}) and start again.`);
  }
  say(`Installing ${names} for the tests ...`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const still = missing.filter((program) => !program.isThere());
  if (still.length > 0) throw new Stop(`${listed.format(still.map((program) => program.what))} could not be installed. Try: ${command}`);
}
