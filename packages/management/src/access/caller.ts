import { type PersonRole, roles } from '@weft/database';

/** Who sends a request, once proven. */
export interface Caller {
  readonly kind: 'person' | 'token';
  readonly id: string;
  /** For people and the audit log: an e-mail address, or `token <name>`. */
  readonly by: string;
  readonly name: string;
  readonly role: PersonRole;
}

/** True where `role` may do what `least` may. */
export function isAtLeast(role: PersonRole, least: PersonRole): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
