'use client';

import { Plug, Plus, Trash2 } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../../client/api.ts';
import { BodyView } from '../../monitor/document-view.tsx';
import { applyTheme } from '../../shell/theme.ts';
import { Button } from '../button.tsx';
import { Choice } from '../choice.tsx';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { CopyButton } from '../copy-button.tsx';
import { Dialog } from '../dialog.tsx';
import { EmptyState } from '../empty-state.tsx';
import { FieldRow } from '../field-row.tsx';
import { IconButton } from '../icon-button.tsx';
import { Keys } from '../keys.tsx';
import { Menu, MenuItem, MenuLine } from '../menu.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { Segments } from '../segments.tsx';
import { SkeletonRows } from '../skeleton.tsx';
import { StatusMark } from '../status-mark.tsx';
import { TabBar } from '../tab-bar.tsx';
import { Tag } from '../tag.tsx';
import { TextArea, TextInput } from '../text-input.tsx';
import { Toggle } from '../toggle.tsx';
import { FormGallery } from './form-gallery.tsx';

const long = 'A name that somebody made much longer than anybody who drew this page would ever have expected it to be';

/** The parts of the studio side by side; what visual tests photograph. */
export function Gallery() {
  return (
    <main className="mx-auto flex max-w-5xl flex-col gap-8 p-8">
      <header className="flex items-center gap-2">
        <h1 className="mr-auto text-xl font-semibold tracking-tight">Components</h1>
        <Button size="small" onClick={() => applyTheme('light')}>
          Light
        </Button>
        <Button size="small" onClick={() => applyTheme('dark')}>
          Dark
        </Button>
      </header>
      <Part title="Buttons">
        <Button look="primary">Primary</Button>
        <Button>Secondary</Button>
        <Button look="quiet">Quiet</Button>
        <Button look="danger">Danger</Button>
        <Button look="primary" disabled>
          Disabled
        </Button>
        <Button busy>Busy</Button>
        <Button size="small" icon={<Plus className="size-3.5" />}>
          Small
        </Button>
        <IconButton label="Delete">
          <Trash2 className="size-4" />
        </IconButton>
        <IconButton label="Pressed" pressed>
          <Plus className="size-4" />
        </IconButton>
        <CopyButton text="copied" />
      </Part>
      <Part title="States and tags">
        {(['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'] as const).map((status) => (
          <StatusMark key={status} status={status} />
        ))}
        {(['plain', 'ok', 'bad', 'warn', 'run', 'draft'] as const).map((tone) => (
          <Tag key={tone} tone={tone}>
            {tone}
          </Tag>
        ))}
        <Keys combination="Ctrl K" />
      </Part>
      <Controls />
      <Overlays />
      <Part title="Documents">
        <div className="grid w-full grid-cols-2 gap-4">
          <BodyView contentType="application/json" text='{"id":12345678901234567890,"lines":[{"sku":"A-1","qty":2.50}]}' />
          <BodyView contentType="application/xml" text="<order id='1'><line sku='A-1'>2.50</line></order>" />
          <BodyView contentType="application/octet-stream" text={undefined} bytes={48213} missing="Binary content." />
          <BodyView contentType="text/csv" text="id;name&#10;1;Ada" truncated />
        </div>
      </Part>
      <Part title="Loading, empty, broken">
        <div className="w-full">
          <SkeletonRows rows={2} />
          <EmptyState icon={<Plug />} title="No connections yet" action={<Button look="primary">New connection</Button>}>
            A connection holds the address and the secrets of one system.
          </EmptyState>
          <ProblemNote error={new ApiProblem(409, { title: 'Somebody else changed this', detail: long })} onRetry={() => {}} />
        </div>
      </Part>
      <FormGallery />
    </main>
  );
}

function Controls() {
  const [choice, setChoice] = useState<string | undefined>(undefined);
  const [segment, setSegment] = useState('one');
  const [on, setOn] = useState(true);
  const options = [
    { value: 'one', label: 'One' },
    { value: 'two', label: 'Two', hint: 'second' },
    { value: 'long', label: long },
  ];
  return (
    <Part title="Controls">
      <div className="grid w-full grid-cols-3 gap-4">
        <FieldRow htmlFor="g-text" label="Text" description="What it is for.">
          <TextInput id="g-text" placeholder="Placeholder" />
        </FieldRow>
        <FieldRow htmlFor="g-bad" label="Invalid" problem="This is no URL. Write one such as https://api.example.com/.">
          <TextInput id="g-bad" aria-invalid defaultValue="htp:/" />
        </FieldRow>
        <FieldRow htmlFor="g-off" label="Disabled" optional>
          <TextInput id="g-off" disabled defaultValue="cannot be changed" />
        </FieldRow>
        <FieldRow htmlFor="g-area" label="Several lines">
          <TextArea id="g-area" mono defaultValue={'select *\nfrom orders'} />
        </FieldRow>
        <FieldRow htmlFor="g-choice" label="Choice">
          <Choice id="g-choice" label="Choice" value={choice} options={options} onChange={setChoice} />
        </FieldRow>
        <FieldRow label="Segments">
          <Segments label="Segments" value={segment} options={options.slice(0, 2)} onChange={setSegment} />
        </FieldRow>
        <FieldRow htmlFor="g-toggle" label="Toggle" end={<Toggle id="g-toggle" label="Toggle" checked={on} onChange={setOn} />}>
          {null}
        </FieldRow>
      </div>
      <Tabs.Root defaultValue="a" className="w-full rounded-lg border">
        <TabBar
          label="Tabs"
          tabs={[
            { value: 'a', label: 'Settings', badge: <Tag tone="bad">2</Tag> },
            { value: 'b', label: 'Data' },
          ]}
        />
      </Tabs.Root>
    </Part>
  );
}

function Overlays() {
  const [dialog, setDialog] = useState(false);
  const [confirm, setConfirm] = useState(false);
  return (
    <Part title="Overlays">
      <Button onClick={() => setDialog(true)}>Dialog</Button>
      <Button onClick={() => setConfirm(true)}>Confirmation</Button>
      <Menu trigger={<Button>Menu</Button>}>
        <MenuItem icon={<Plus />} shortcut="Ctrl D" onSelect={() => {}}>
          Duplicate
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 />} danger onSelect={() => {}}>
          Delete
        </MenuItem>
      </Menu>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title={long}
        description="What it is about."
        footer={<Button look="primary">Save</Button>}
      >
        <p className="text-sm">Content.</p>
      </Dialog>
      <ConfirmDialog
        open={confirm}
        onOpenChange={setConfirm}
        title={`Delete “${long}”?`}
        consequence="It will be gone."
        action="Delete"
        onConfirm={() => setConfirm(false)}
      />
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-3 border-b pb-1 text-sm font-semibold text-ink-2">{title}</h2>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </section>
  );
}
