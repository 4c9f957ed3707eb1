/**
 * Who may import whom. One rule per fence; each has a planted violation in `planted/` that must be caught, and its
 * comment tells what to do instead. Paths are relative to the repository (or to `planted/`, which mirrors it).
 */
const from = (path, pathNot) => ({ path, pathNot: ['\\.test\\.ts$', '/testing/', '^packages/testkit/', ...(pathNot ?? [])] });
const rule = (name, comment, source, target) => ({ name, comment, severity: 'error', from: source, to: target });

const packagesIn = (names) => `^packages/(${names.join('|')})/`;
const pure = ['errors', 'formats', 'expression', 'process'];

/** Vendor libraries that have exactly one owner. */
const owners = [
  ['bullmq', 'bullmq', '^packages/call/'],
  ['ioredis', 'ioredis', '^packages/call/'],
  ['prisma', '@prisma', '^(packages/database/|tooling/prisma/|prisma\\.config)'],
  ['react-flow', '@xyflow', '^apps/studio/src/canvas/'],
  ['isolated-vm', 'isolated-vm', '^packages/sandbox/'],
];

module.exports = [
  rule('no-cycles', 'Two rooms that need each other are one room, or the shared part belongs below both.', {}, { circular: true }),
  rule(
    'engine-knows-no-step',
    'The engine runs plans through ports (packages/engine/src/ports.ts): hand it what it needs from the worker.',
    from('^packages/engine/'),
    { path: packagesIn(['steps', 'connectors', 'call', 'database', 'sandbox', 'outbound', 'secrets', 'telemetry']) },
  ),
  rule(
    'gateway-runs-nothing',
    'The gateway takes calls in and hands replies out; what a process does belongs to the worker.',
    from('^apps/gateway/'),
    { path: packagesIn(['engine', 'steps', 'connectors', 'sandbox', 'expression']) },
  ),
  rule(
    'studio-runs-nothing',
    'The studio sees definitions only: ask the gateway to execute and the worker to test a connection.',
    from('^(apps/studio|packages/management)/'),
    {
      path: [
        '^packages/(engine|sandbox|outbound)/',
        '^packages/call/src/(?!internal-api\\.ts$)',
        '^packages/(steps|connectors)/.*(executor|client)s?(\\.gen)?\\.ts$',
      ],
    },
  ),
  rule(
    'steps-see-the-contract',
    'Steps and connectors see the contract, pure packages and formats; connectors also the outbound guard.',
    from('^packages/(steps|connectors)/'),
    { path: ['^packages/(engine|call|database|sandbox|secrets|telemetry|process|management)/', '^apps/'] },
  ),
  rule('steps-do-not-call-out', 'What calls out is a connector.', from('^packages/steps/'), {
    path: packagesIn(['connectors', 'outbound']),
  }),
  rule(
    'definitions-run-in-browsers',
    'A definition says what a step is; what it does, and every Node module, belongs to executor.ts or client.ts beside it.',
    from('^packages/(steps|connectors)/src/.*/(definition|connection)\\.ts$'),
    { path: ['executor\\.ts$', 'client\\.ts$', '^packages/(outbound|document|formats)/'], pathNot: [] },
  ),
  rule(
    'definitions-import-no-node',
    'A definition is bundled for browsers.',
    from('^packages/(steps|connectors)/src/.*/(definition|connection)\\.ts$'),
    { dependencyTypes: ['core'] },
  ),
  rule('pure-packages-import-no-node', 'These packages also run in browsers.', from(packagesIn(pure)), { dependencyTypes: ['core'] }),
  rule(
    'step-kit-root-imports-no-node',
    'The definition half of the contract also runs in browsers.',
    from('^packages/step-kit/src/[^/]+\\.ts$'),
    {
      path: '^packages/step-kit/src/executor/',
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule('cli-uses-the-api', 'The command does what the management API can: extend that instead.', from('^apps/cli/'), {
    path: packagesIn(['database', 'call', 'engine', 'sandbox', 'secrets']),
  }),
  rule(
    'resources-stand-apart',
    'Each guards one danger or one resource; an app brings them together.',
    from('^packages/(sandbox|outbound|secrets|telemetry|embedded-postgres)/'),
    {
      path: '^packages/(sandbox|outbound|secrets|telemetry|embedded-postgres)/',
      pathNot: ['^packages/$1/'],
    },
  ),
  rule('apps-are-roots', 'Nothing imports an app; shared code belongs to a package.', from('^(apps/([^/]+)|packages)/'), {
    path: '^apps/([^/]+)/',
    pathNot: ['^apps/$2/'],
  }),
  rule(
    'testkit-is-for-tests',
    'Servers for tests and the demo never end up in the product.',
    from('^(apps|packages)/', ['^packages/testkit/', '\\.test-d\\.ts$']),
    {
      path: '^packages/testkit/',
    },
  ),
  rule(
    'one-connector-one-system',
    'Connectors do not import each other; what two need belongs below both.',
    from('^packages/connectors/src/([^/.]+)/'),
    {
      path: '^packages/connectors/src/([^/.]+)/',
      // What connectors of one kind have in common, and how sockets are opened.
      pathNot: ['^packages/connectors/src/$1/', '^packages/connectors/src/(remote-files|sql|network)/'],
    },
  ),
  ...owners.map(([name, vendor, owner]) =>
    rule(
      `${name}-has-one-owner`,
      `Only ${owner} may import ${vendor}; the rest uses what it exports.`,
      { path: '^(apps|packages|tooling)/', pathNot: [owner, '\\.test\\.ts$'] },
      { path: `node_modules/${vendor}(/|$)` },
    ),
  ),
];
