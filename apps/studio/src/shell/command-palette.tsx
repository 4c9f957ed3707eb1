'use client';

import { Command } from 'cmdk';
import { FileText, Monitor, Moon, Sun, Workflow, Zap } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { useProcesses } from '../client/processes.ts';
import { Keys } from '../ui/keys.tsx';
import { useCommandPalette } from './command-palette-state.ts';
import { rooms } from './rooms.ts';
import { applyTheme } from './theme.ts';

/** Ctrl/Cmd-K: every room, process and action by name. */
export function CommandPalette() {
  const { open, actions } = useCommandPalette();
  const router = useRouter();
  const processes = useProcesses({ enabled: open });
  const setOpen = (next: boolean) => useCommandPalette.setState({ open: next });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        useCommandPalette.setState((state) => ({ open: !state.open }));
      }
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  const choose = (act: () => void) => () => {
    setOpen(false);
    act();
  };
  return (
    <Command.Dialog
      open={open}
      onOpenChange={setOpen}
      label="Search everything"
      overlayClassName="fixed inset-0 z-40 bg-scrim"
      contentClassName="fixed top-[14vh] left-1/2 z-50 w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-xl border border-line-strong bg-raised shadow-pop"
    >
      <Command.Input
        placeholder="Go to a room, open a process, do something …"
        className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
      />
      <Command.List className="max-h-[48vh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-sm text-ink-3">Nothing goes by that name.</Command.Empty>
        {actions.length === 0 ? null : (
          <Group heading="Here">
            {actions.map((action) => (
              <Row key={action.id} icon={<Zap />} shortcut={action.shortcut} onSelect={choose(action.run)}>
                {action.title}
              </Row>
            ))}
          </Group>
        )}
        <Group heading="Rooms">
          {rooms.map(({ href, title, icon: Icon }) => (
            <Row key={href} icon={<Icon />} onSelect={choose(() => router.push(href))}>
              {title}
            </Row>
          ))}
        </Group>
        <Group heading="Processes">
          {(processes.data ?? []).map((process) => (
            <Row
              key={process.id}
              value={`${process.name} ${process.id}`}
              icon={<Workflow />}
              onSelect={choose(() => router.push(`/processes/${process.id}`))}
            >
              {process.name}
            </Row>
          ))}
        </Group>
        <Group heading="Studio">
          <Row icon={<Sun />} onSelect={choose(() => applyTheme('light'))}>
            Light theme
          </Row>
          <Row icon={<Moon />} onSelect={choose(() => applyTheme('dark'))}>
            Dark theme
          </Row>
          <Row icon={<Monitor />} onSelect={choose(() => applyTheme('system'))}>
            Follow the system theme
          </Row>
          <Row icon={<FileText />} onSelect={choose(() => window.open('/api/v1/openapi.json', '_blank'))}>
            Management API (OpenAPI)
          </Row>
        </Group>
      </Command.List>
    </Command.Dialog>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

interface RowProps {
  readonly icon: ReactNode;
  readonly value?: string;
  readonly shortcut?: string | undefined;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Row({ icon, value, shortcut, onSelect, children }: RowProps) {
  return (
    <Command.Item
      {...(value === undefined ? {} : { value })}
      onSelect={onSelect}
      className="flex h-8.5 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut === undefined ? null : <Keys combination={shortcut} />}
    </Command.Item>
  );
}
