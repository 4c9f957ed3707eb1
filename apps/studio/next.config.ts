import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Our packages are TypeScript sources; Next compiles them with the studio.
  transpilePackages: [
    '@weft/call',
    '@weft/connectors',
    '@weft/database',
    '@weft/document',
    '@weft/errors',
    '@weft/expression',
    '@weft/formats',
    '@weft/management',
    '@weft/process',
    '@weft/secrets',
    '@weft/step-kit',
    '@weft/steps',
    '@weft/telemetry',
  ],
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', 'pino'],
};

export default config;
