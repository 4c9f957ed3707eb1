import { WeftError } from '@weft/errors';
import { type NewPerson, type People, type Person, type PersonRole, roles } from './access-contract.ts';
import { addAuditEntry } from './audit.ts';
import type { Prisma } from './generated/client.ts';
import { newId } from './id.ts';
import { violationOf } from './prisma-error.ts';
import type { Store, Transaction } from './store.ts';

const fields = { id: true, email: true, name: true, role: true, createdAt: true } satisfies Prisma.PersonSelect;

export function makePeople({ prisma }: Store): People {
  return {
    count: () => prisma.person.count(),

    async list() {
      const rows = await prisma.person.findMany({ select: fields, orderBy: { email: 'asc' } });
      return rows.map(toPerson);
    },

    async get(id) {
      const row = await prisma.person.findUnique({ where: { id }, select: fields });
      return row === null ? undefined : toPerson(row);
    },

    async forSignIn(email) {
      const row = await prisma.person.findUnique({ where: { email: email.toLowerCase() } });
      return row === null ? undefined : { ...toPerson(row), passwordHash: row.passwordHash };
    },

    create: (person, by) => prisma.$transaction((tx) => insert(tx, person, by)),

    createFirst: (person) =>
      prisma.$transaction(async (tx) => {
        await lockPeople(tx);
        if ((await tx.person.count()) > 0) return undefined;
        return insert(tx, person, 'setup');
      }),

    changeRole: (id, role, by) =>
      prisma.$transaction(async (tx) => {
        await lockPeople(tx);
        const person = await find(tx, id);
        if (role !== 'admin') await keepAnAdmin(tx, person);
        await tx.person.update({ where: { id }, data: { role } });
        await addAuditEntry(tx, { by, action: 'person.role-changed', subject: id, detail: { from: person.role, to: role } });
        return { ...person, role };
      }),

    changePassword: (id, passwordHash, by) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.person.updateMany({ where: { id }, data: { passwordHash } });
        if (count === 0) throw personNotFound(id);
        await tx.session.deleteMany({ where: { personId: id } });
        await addAuditEntry(tx, { by, action: 'person.password-changed', subject: id, detail: {} });
      }),

    remove: (id, by) =>
      prisma.$transaction(async (tx) => {
        await lockPeople(tx);
        const person = await find(tx, id);
        await keepAnAdmin(tx, person);
        await tx.person.delete({ where: { id } });
        await addAuditEntry(tx, { by, action: 'person.removed', subject: id, detail: { email: person.email } });
      }),
  };
}

/** A row of `person` without its password hash. */
export function toPerson({ id, email, name, role, createdAt }: Prisma.PersonGetPayload<{ select: typeof fields }>): Person {
  return { id, email, name, role: readRole(role), createdAt };
}

/** @throws WeftError `INTERNAL` where the stored text is no role: better nobody is let in than with the wrong rights. */
export function readRole(text: string): PersonRole {
  const role = roles.find((known) => known === text);
  if (role === undefined)
    throw new WeftError('INTERNAL', 'A stored role is unknown to this version of Weft.', { detail: `role "${text}"` });
  return role;
}

async function insert(tx: Transaction, { email, name, role, passwordHash }: NewPerson, by: string): Promise<Person> {
  try {
    const row = await tx.person.create({ data: { id: newId(), email: email.toLowerCase(), name, role, passwordHash }, select: fields });
    await addAuditEntry(tx, { by, action: 'person.created', subject: row.id, detail: { email: row.email, role } });
    return toPerson(row);
  } catch (error) {
    if (violationOf(error) !== 'unique') throw error;
    throw new WeftError('CONFLICT', `There is already somebody with the address ${email.toLowerCase()}.`, { cause: error });
  }
}

/** Changes that must see how many there are wait for each other. The number is this lock's own. */
async function lockPeople(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7046001)`;
}

async function find(tx: Transaction, id: string): Promise<Person> {
  const row = await tx.person.findUnique({ where: { id }, select: fields });
  if (row === null) throw personNotFound(id);
  return toPerson(row);
}

async function keepAnAdmin(tx: Transaction, person: Person): Promise<void> {
  if (person.role !== 'admin') return;
  const others = await tx.person.count({ where: { role: 'admin', id: { not: person.id } } });
  if (others === 0) throw new WeftError('CONFLICT', `${person.email} is the only admin. Make somebody else an admin first.`);
}

function personNotFound(id: string): WeftError {
  return new WeftError('NOT_FOUND', `There is no person "${id}".`);
}
