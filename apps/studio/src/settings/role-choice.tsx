'use client';

import { type Role, roles } from '../client/resources.ts';
import { Choice } from '../ui/choice.tsx';

const hints: Record<Role, string> = { viewer: 'sees', editor: 'draws and tries', operator: 'publishes', admin: 'decides who may' };

export interface RoleChoiceProps {
  readonly id?: string;
  readonly label: string;
  readonly value: Role;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly onChange: (role: Role) => void;
}

/** What somebody may do. */
export function RoleChoice({ id, label, value, disabled, className, onChange }: RoleChoiceProps) {
  return (
    <Choice
      {...(id === undefined ? {} : { id })}
      label={label}
      value={value}
      options={roles.map((role) => ({ value: role, label: role, hint: hints[role] }))}
      {...(disabled === undefined ? {} : { disabled })}
      {...(className === undefined ? {} : { className })}
      onChange={(next) => onChange(next as Role)}
    />
  );
}
