'use client';

import type { ProcessIssue } from '@weft/process';
import {
  CalendarClock,
  ChevronDown,
  CircleHelp,
  Download,
  Eye,
  FileClock,
  Globe,
  PanelLeft,
  PanelRight,
  Play,
  Redo2,
  Send,
  SlidersHorizontal,
  Undo2,
} from 'lucide-react';
import Link from 'next/link';
import { useProcess } from '../client/processes.ts';
import { useScheduleOf } from '../client/schedules.ts';
import { useMay, useRefusal } from '../client/session.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { redo, undo } from '../editor/editor-store.ts';
import { act } from '../editor/gestures.ts';
import { downloadProcess } from '../processes/process-file-io.ts';
import { Button } from '../ui/button.tsx';
import { formatAhead, formatDay } from '../ui/format.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { Tag } from '../ui/tag.tsx';
import { useNow } from '../ui/time.tsx';
import { openDialog, useRoom } from './room-state.ts';
import { SaveMark } from './save-mark.tsx';
import { useLiveActions } from './use-live-actions.tsx';

/** Name, save state, what is live, and the actions on the whole process. */
export function RoomHeader({ issues }: { readonly issues: readonly ProcessIssue[] }) {
  const store = useEditorStore();
  const file = useEditor((state) => state.file);
  const history = useEditor((state) => state.history);
  const processId = useEditor((state) => state.processId);
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  const mayEdit = useMay('editor') !== false;
  const noTry = useRefusal('editor');
  const noPublish = useRefusal('operator');
  const { live, unpublish, unpublishTitle, confirmation } = useLiveActions(processId);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-panel px-3">
      <Link href="/processes" className="shrink-0 text-sm text-ink-3 hover:text-ink">
        Processes
      </Link>
      <span className="text-ink-3">/</span>
      <input
        aria-label="Process name"
        value={file.name}
        maxLength={120}
        readOnly={!mayEdit}
        title={file.name}
        onChange={({ target: { value } }) =>
          value !== '' &&
          act(
            store,
            { kind: 'setProcessDetails', name: value, ...(file.description === undefined ? {} : { description: file.description }) },
            { key: 'name' },
          )
        }
        className="field-sizing-content h-7 max-w-72 min-w-16 shrink truncate rounded-md bg-transparent px-1.5 text-base font-semibold hover:bg-hover focus:bg-raised"
      />
      {mayEdit ? (
        <SaveMark />
      ) : (
        <Tag title={noTry}>
          <Eye className="size-3" aria-hidden /> only looking
        </Tag>
      )}
      <LiveTag processId={processId} />
      <NextRun processId={processId} />
      <div className="ml-auto flex items-center gap-1">
        {mayEdit ? (
          <>
            <IconButton label="Undo" shortcut="Ctrl Z" disabled={history.undo.length === 0} onClick={() => undo(store)}>
              <Undo2 className="size-4" />
            </IconButton>
            <IconButton label="Redo" shortcut="Ctrl Y" disabled={history.redo.length === 0} onClick={() => redo(store)}>
              <Redo2 className="size-4" />
            </IconButton>
            <PanelToggle panel="palette" />
          </>
        ) : null}
        <PanelToggle panel="inspector" />
        <IconButton label="Keyboard shortcuts" shortcut="?" onClick={() => openDialog('help')}>
          <CircleHelp className="size-4" />
        </IconButton>
        <span className="mx-1 h-5 w-px bg-line" />
        <Button
          icon={<Play className="size-3.5" />}
          disabled={noTry !== undefined}
          title={noTry}
          onClick={() => useRoom.setState({ drawer: 'try' })}
        >
          Try it
        </Button>
        <div className="flex">
          <Button
            look="primary"
            aria-label="Publish"
            disabled={noPublish !== undefined}
            title={noPublish ?? (errors === 0 ? undefined : `${errors} to mend first`)}
            className="rounded-r-none"
            icon={<Send className="size-3.5" />}
            onClick={() => openDialog('publish')}
          >
            Publish
            {errors === 0 ? null : <span className="rounded-full bg-on-accent/20 px-1.5 text-2xs tabular">{errors}</span>}
          </Button>
          <Menu
            trigger={
              <Button look="primary" className="rounded-l-none border-l-on-accent/30 px-1.5" aria-label="More about publishing">
                <ChevronDown className="size-3.5" />
              </Button>
            }
          >
            <MenuItem icon={<FileClock />} onSelect={() => openDialog('versions')}>
              Versions
            </MenuItem>
            <MenuItem icon={<SlidersHorizontal />} onSelect={() => openDialog('settings')}>
              Process settings
            </MenuItem>
            <MenuItem icon={<Download />} onSelect={() => downloadProcess(store.getState().file)}>
              Export the process file
            </MenuItem>
            <MenuLine />
            <MenuItem icon={<Globe />} danger disabled={!live || noPublish !== undefined} onSelect={unpublish}>
              {unpublishTitle}
            </MenuItem>
          </Menu>
        </div>
      </div>
      {confirmation}
    </header>
  );
}

const panels = {
  palette: { name: 'the palette', Icon: PanelLeft },
  inspector: { name: 'the inspector', Icon: PanelRight },
} as const;

/** Hides a panel beside the canvas, or shows it again. */
function PanelToggle({ panel }: { readonly panel: keyof typeof panels }) {
  const shown = useRoom((state) => state[panel]);
  const { name, Icon } = panels[panel];
  return (
    <IconButton label={`${shown ? 'Hide' : 'Show'} ${name}`} onClick={() => useRoom.setState({ [panel]: !shown })}>
      <Icon className={shown ? 'size-4' : 'size-4 opacity-50'} />
    </IconButton>
  );
}

/** When the clock starts what is live; nothing where it does not. */
function NextRun({ processId }: { readonly processId: string }) {
  const schedule = useScheduleOf(processId);
  const now = useNow();
  if (schedule === undefined) return null;
  const { paused, nextAt, words } = schedule;
  const next = nextAt === null ? 'never again' : `next ${formatDay(new Date(nextAt))}`;
  return (
    <Link
      href="/schedules"
      title={nextAt === null ? words : `${words}; ${formatAhead(Date.parse(nextAt), now)}`}
      className="flex min-w-0 items-center gap-1 text-xs text-ink-3 tabular hover:text-ink hover:underline"
    >
      <CalendarClock className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">{paused ? 'paused' : next}</span>
    </Link>
  );
}

function LiveTag({ processId }: { readonly processId: string }) {
  const process = useProcess(processId).data;
  const unsaved = useEditor((state) => state.file !== state.savedFile);
  if (process === undefined) return null;
  if (process.live === null) return <Tag tone="draft">draft, not published</Tag>;
  return (
    <span className="flex items-center gap-1">
      <Tag tone="ok">v{process.live.number} live</Tag>
      {process.changed || unsaved ? <Tag tone="draft">changes</Tag> : null}
    </span>
  );
}
