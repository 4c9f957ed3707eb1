'use client';

import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useConnections } from '../client/connections.ts';
import { useRefusal } from '../client/session.ts';
import type { ConnectionPickerProps } from '../form/form-context.tsx';
import { Choice } from '../ui/choice.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { ConnectionDialog } from './connection-dialog.tsx';

/** The connections that fit, with a way to make one or change the chosen one without leaving the canvas. */
export function ConnectionPicker({ id, label, connectionType, value, invalid, disabled, onChange }: ConnectionPickerProps) {
  const connections = useConnections();
  const refusal = useRefusal('operator');
  const [dialog, setDialog] = useState<'new' | 'edit' | undefined>(undefined);
  const fitting = (connections.data ?? []).filter((connection) => connection.type === connectionType);
  const chosen = fitting.find((connection) => connection.id === value);
  const options = fitting.map((connection) => ({ value: connection.id, label: connection.name }));
  // An id that no connection has any more stays visible: taking it away silently would hide the problem.
  if (value !== '' && chosen === undefined && connections.isSuccess) options.push({ value, label: `${value} (missing)` });
  return (
    <div className="flex gap-1">
      <Choice
        id={id}
        label={label}
        value={value === '' ? undefined : value}
        options={options}
        placeholder={fitting.length === 0 ? 'None yet' : 'Choose a connection …'}
        invalid={invalid}
        disabled={disabled}
        onChange={onChange}
      />
      {chosen === undefined || refusal !== undefined ? null : (
        <IconButton label={`Change the connection ${chosen.name}`} onClick={() => setDialog('edit')}>
          <Pencil className="size-3.5" />
        </IconButton>
      )}
      <IconButton label="New connection" title={refusal} disabled={disabled || refusal !== undefined} onClick={() => setDialog('new')}>
        <Plus className="size-4" />
      </IconButton>
      {dialog === undefined ? null : (
        <ConnectionDialog
          type={connectionType}
          connection={dialog === 'edit' ? chosen : undefined}
          onClose={() => setDialog(undefined)}
          onSaved={(saved) => onChange(saved.id)}
        />
      )}
    </div>
  );
}
