import type { Person, PersonRole } from '@weft/database';
import { hashPassword } from '../access/password.ts';
import type { ManagementServices } from '../services.ts';

/** Lets somebody sign in. @throws WeftError `CONFLICT` where the e-mail address is taken. */
export async function createPerson(
  { database }: Pick<ManagementServices, 'database'>,
  request: { readonly email: string; readonly name: string; readonly role: PersonRole; readonly password: string },
  by: string,
): Promise<Person> {
  const { email, name, role, password } = request;
  return database.people.create({ email: email.toLowerCase(), name, role, passwordHash: await hashPassword(password) }, by);
}
