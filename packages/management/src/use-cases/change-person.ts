import type { Person, PersonRole } from '@weft/database';
import { WeftError } from '@weft/errors';
import { hashPassword } from '../access/password.ts';
import type { ManagementServices } from '../services.ts';

/** Changes a role, a password, or both. @throws WeftError `NOT_FOUND`, `CONFLICT` where no admin would be left. */
export async function changePerson(
  { database }: Pick<ManagementServices, 'database'>,
  request: { readonly id: string; readonly role?: PersonRole | undefined; readonly password?: string | undefined },
  by: string,
): Promise<Person> {
  const { id, role, password } = request;
  if (role !== undefined) await database.people.changeRole(id, role, by);
  if (password !== undefined) await database.people.changePassword(id, await hashPassword(password), by);
  const person = await database.people.get(id);
  if (person === undefined) throw new WeftError('NOT_FOUND', `There is no person with the id "${id}".`);
  return person;
}
