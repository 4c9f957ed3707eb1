import { afterAll, beforeAll, expect, test } from 'vitest';
import { helloProcess } from './a-process.ts';
import { type Management, openManagement } from './management.ts';

let management: Management;
beforeAll(async () => {
  management = await openManagement();
});
afterAll(() => management[Symbol.asyncDispose]());

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly problems?: ReadonlyArray<{ readonly pointer: string }>;
}

async function create(id: string, file: unknown = helloProcess(`test/${id}`)): Promise<Response> {
  return management.request('/processes', { method: 'POST', json: { id, file } });
}

test('a process comes back as it was sent', async () => {
  const file = helloProcess('test/same');
  const made = await create('same', file);
  expect(made.status).toBe(201);
  const got = (await (await management.request('/processes/same')).json()) as { draft: unknown; live: unknown; changed: boolean };
  expect(got.draft).toEqual(file);
  expect(got.live).toBeNull();
  expect(got.changed).toBe(true);
});

test('an id is taken once', async () => {
  await create('taken');
  expect((await create('taken')).status).toBe(409);
});

test('saving on an old revision is refused with both documents', async () => {
  const { revision } = (await (await create('conflict')).json()) as { revision: number };
  const save = (name: string) =>
    management.request('/processes/conflict/draft', { method: 'PUT', json: { revision, file: helloProcess('test/conflict', name) } });
  expect((await save('theirs')).status).toBe(200);
  const refused = await save('mine');
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    code: 'CONFLICT',
    current: { revision: revision + 1, draft: { name: 'theirs' } },
    yours: { revision, draft: { name: 'mine' } },
  });
});

test('an incomplete draft is kept, and validation says what is missing', async () => {
  const file = { ...helloProcess('test/incomplete'), links: [{ from: { step: 'start', port: 'out' }, to: 'nowhere' }] };
  expect((await create('incomplete', file)).status).toBe(201);
  const answer = (await (await management.request('/processes/incomplete/validate', { method: 'POST' })).json()) as {
    valid: boolean;
    problems: Array<{ severity: string; message: string }>;
  };
  expect(answer.valid).toBe(false);
  expect(answer.problems.length).toBeGreaterThan(0);
});

const broken: ReadonlyArray<readonly [name: string, file: unknown, status: number, pointer: string]> = [
  ['a file that is none', { hello: 'world' }, 422, '/formatVersion'],
  ['a newer format', { ...helloProcess(), formatVersion: 99 }, 422, '/formatVersion'],
  [
    '10,000 steps',
    {
      ...helloProcess(),
      steps: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`s${i}`, helloProcess().steps.reply])),
    },
    422,
    '/steps',
  ],
  [
    'a wrong type deep inside',
    { ...helloProcess(), links: [{ from: { step: 'start', port: 7 }, to: 'reply' }] },
    422,
    '/links/0/from/port',
  ],
];
for (const [name, file, status, pointer] of broken) {
  test(`${name} is refused with a pointer, and nothing is stored`, async () => {
    const before = ((await (await management.request('/processes')).json()) as { processes: unknown[] }).processes.length;
    const answer = await management.request('/processes', { method: 'POST', json: { file } });
    expect(answer.status).toBe(status);
    const problem = (await answer.json()) as Problem;
    expect(problem.code).toBe('PROCESS_INVALID');
    expect(problem.problems?.map((fault) => fault.pointer)).toContain(pointer);
    const after = ((await (await management.request('/processes')).json()) as { processes: unknown[] }).processes.length;
    expect(after).toBe(before);
  });
}

/** The process with one more step between its two. */
function through(type: string, config: object): object {
  return {
    steps: { ...helloProcess().steps, middle: { type, version: 1, config, position: { x: 100, y: 0 } } },
    links: [
      { from: { step: 'start', port: 'out' }, to: 'middle' },
      { from: { step: 'middle', port: 'out' }, to: 'reply' },
    ],
  };
}

const unpublishable: ReadonlyArray<readonly [name: string, change: object]> = [
  ['an unknown step type', { steps: { ...helloProcess().steps, reply: { ...helloProcess().steps.reply, type: 'no-such-type' } } }],
  ['an expression that is none', through('map', { fields: [{ target: 'a', expression: 'body..x' }] })],
  ['a connection that does not exist', through('postgres-query', { connection: 'nowhere', sql: 'select 1' })],
  ['a dangling link', { links: [{ from: { step: 'start', port: 'out' }, to: 'nowhere' }] }],
  [
    'a cycle',
    {
      steps: { ...helloProcess().steps, a: { type: 'log', version: 1, config: {}, position: { x: 0, y: 0 } } },
      links: [
        { from: { step: 'start', port: 'out' }, to: 'a' },
        { from: { step: 'a', port: 'out' }, to: 'a' },
      ],
    },
  ],
];
for (const [name, change] of unpublishable) {
  test(`${name} cannot be published, and says which problem`, async () => {
    const id = name.replaceAll(' ', '-');
    expect((await create(id, { ...helloProcess(`test/${id}`), ...change })).status).toBe(201);
    const answer = await management.request(`/processes/${id}/publish`, { method: 'POST' });
    expect(answer.status).toBe(422);
    const problem = (await answer.json()) as Problem;
    expect(problem.code).toBe('PROCESS_INVALID');
    expect(problem.problems?.length).toBeGreaterThan(0);
    expect(await (await management.request(`/processes/${id}`)).json()).toMatchObject({ live: null });
  });
}

test('a deleted process is gone, its address too', async () => {
  await create('short-lived');
  expect((await management.request('/processes/short-lived/publish', { method: 'POST' })).status).toBe(200);
  expect((await management.request('/processes/short-lived', { method: 'DELETE' })).status).toBe(204);
  expect((await management.request('/processes/short-lived')).status).toBe(404);
  const { endpoints } = (await (await management.request('/endpoints')).json()) as { endpoints: Array<{ processId: string }> };
  expect(endpoints.map(({ processId }) => processId)).not.toContain('short-lived');
});
