'use client';

import { Play, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRefusal } from '../client/session.ts';
import { Button } from '../ui/button.tsx';

export interface TryBarProps {
  /** What is going to be sent, in short. */
  readonly children: ReactNode;
  readonly pending: boolean;
  readonly action: string;
  readonly onStopWaiting: () => void;
}

/** Over the fields of a try: what is sent, and the button that sends it. */
export function TryBar({ children, pending, action, onStopWaiting }: TryBarProps) {
  const refusal = useRefusal('editor');
  return (
    <div className="flex items-center gap-2 border-b p-2">
      {children}
      {pending ? (
        <Button icon={<Square className="size-3" />} onClick={onStopWaiting}>
          Stop waiting
        </Button>
      ) : null}
      <Button
        type="submit"
        look="primary"
        busy={pending}
        disabled={refusal !== undefined}
        title={refusal}
        icon={<Play className="size-3.5" />}
      >
        {action}
      </Button>
    </div>
  );
}
