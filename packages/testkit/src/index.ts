export { type BreakableLine, startBreakableLine } from './breakable-line.ts';
export { freePort } from './free-port.ts';
export { type FreshDatabase, freshDatabase } from './fresh-database.ts';
export { type FtpServer, type StartFtpServerOptions, startFtpServer } from './ftp/ftp-server.ts';
export { type SelfSignedCertificate, selfSignedCertificate } from './ftp/self-signed-certificate.ts';
export { type SshServer, startSshServer } from './ssh/ssh-server.ts';
export { type RedisServer, type StartRedisOptions, startRedis } from './start-redis.ts';
export { startTestPostgres } from './start-test-postgres.ts';
