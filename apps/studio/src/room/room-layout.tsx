'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AddRequest, CanvasEdits, Selection } from '../canvas/canvas-edits.ts';
import { titleOf } from '../canvas/canvas-model.ts';
import { ProcessCanvas } from '../canvas/process-canvas.tsx';
import { useMay } from '../client/session.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import type { EditorStore } from '../editor/editor-store.ts';
import { act, addStepAfter, addStepAt, insertOnLink, placeAfter, placeOnLink, threadOnLink, tidyUp } from '../editor/gestures.ts';
import { stepCatalog } from '../editor/step-catalog.ts';
import { Inspector } from '../inspector/inspector.tsx';
import { LinkInspector } from '../inspector/link-inspector.tsx';
import { Palette } from '../palette/palette.tsx';
import { QuickAdd } from '../palette/quick-add.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { Drawer } from './drawer.tsx';
import { FirstHints } from './first-hints.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { RoomHeader } from './room-header.tsx';
import { openDialog, openSettings, useRoom } from './room-state.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { useIssues } from './use-issues.ts';
import { useOfferedActions } from './use-offered-actions.ts';
import { useRoomKeys } from './use-room-keys.ts';
import { VersionsDialog } from './versions-dialog.tsx';

/** Palette, canvas, inspector and drawer around one process. */
export function RoomLayout() {
  const store = useEditorStore();
  const file = useEditor((state) => state.file);
  const steps = useEditor((state) => state.selection);
  const link = useEditor((state) => state.selectedLink);
  const trace = useEditor((state) => state.run?.trace);
  const { inspectorTab, dialog, palette, inspector } = useRoom();
  const mayEdit = useMay('editor') !== false;
  const mayPublish = useMay('operator') !== false;
  const issues = useIssues(file);
  const [adding, setAdding] = useState<AddRequest | undefined>(undefined);

  useEffect(() => {
    document.title = `${file.name} · Weft`;
  }, [file.name]);
  const edits = useMemo(() => (mayEdit ? editsOf(store, setAdding) : undefined), [store, mayEdit]);
  const add = useCallback((type: string) => addFromPalette(store, type), [store]);
  const selection = useMemo<Selection>(() => ({ steps, link }), [steps, link]);
  const select = useCallback((next: Selection) => store.setState({ selection: next.steps, selectedLink: next.link }), [store]);
  const close = useCallback(() => setAdding(undefined), []);
  useRoomKeys(store, mayEdit, setAdding);
  useOfferedActions(store, { mayEdit, mayPublish });

  const only = steps.length === 1 ? steps[0] : undefined;
  const inspected = only !== undefined && file.steps[only] !== undefined ? only : undefined;
  return (
    <main aria-label={`Process ${file.name}`} className="flex h-full flex-col">
      <RoomHeader issues={issues} />
      <div className="flex min-h-0 flex-1">
        {palette && mayEdit ? (
          <div className="w-44 shrink-0 border-r xl:w-48">
            <Palette onAdd={add} />
          </div>
        ) : null}
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="min-h-0 flex-1">
            <ProcessCanvas
              file={file}
              issues={issues}
              trace={trace}
              selection={selection}
              onSelect={select}
              edits={edits}
              onOpenStep={openSettings}
            >
              {mayEdit ? <FirstHints file={file} /> : null}
            </ProcessCanvas>
          </div>
          <Drawer issues={issues} />
        </div>
        {!inspector || (inspected === undefined && link === undefined) ? null : (
          <aside aria-label="Inspector" className="w-76 shrink-0 border-l bg-panel xl:w-88">
            {inspected !== undefined ? (
              <Inspector
                file={file}
                stepId={inspected}
                issues={issues.filter((issue) => issue.stepId === inspected)}
                trace={trace}
                tab={inspectorTab}
                onTab={(tab) => useRoom.setState({ inspectorTab: tab })}
              />
            ) : link === undefined ? null : (
              <LinkInspector index={link} />
            )}
          </aside>
        )}
      </div>
      {adding === undefined ? null : (
        <QuickAdd
          at={adding.screen}
          targets={targetsOf(store, adding)}
          onClose={close}
          onAdd={(type) => {
            close();
            addAsRequested(store, adding, type);
          }}
          onLink={(to) => {
            close();
            if (adding.from !== undefined) act(store, { kind: 'connectSteps', from: adding.from, to });
          }}
        />
      )}
      <PublishDialog open={dialog === 'publish'} onClose={() => openDialog(undefined)} issues={issues} />
      <VersionsDialog open={dialog === 'versions'} onClose={() => openDialog(undefined)} />
      <SettingsDialog open={dialog === 'settings'} onClose={() => openDialog(undefined)} />
      <HelpDialog open={dialog === 'help'} onClose={() => openDialog(undefined)} />
      <ConflictDialog />
    </main>
  );
}

function editsOf(store: EditorStore, requestAdd: (request: AddRequest) => void): CanvasEdits {
  return {
    requestAdd,
    move: (positions) => act(store, { kind: 'moveSteps', positions }),
    connect: (from, to) => act(store, { kind: 'connectSteps', from, to }),
    removeLink: (index) => act(store, { kind: 'removeLinks', links: [index] }),
    addAt: (type, position) => addStepAt(store, type, position),
    insertOnLink: (index, type, position) => insertOnLink(store, index, type, position),
    threadOnLink: (index, step, position) => threadOnLink(store, index, step, position),
    tidyUp: () => tidyUp(store),
  };
}

/** After the one selected step, else to the right of everything. */
function addFromPalette(store: EditorStore, type: string): void {
  const { selection, file } = store.getState();
  const [only] = selection;
  if (selection.length === 1 && only !== undefined) {
    addStepAfter(store, only, type);
    return;
  }
  const last = Object.entries(file.steps).sort(([, a], [, b]) => (b.position?.x ?? 0) - (a.position?.x ?? 0))[0];
  addStepAt(store, type, last === undefined ? { x: 0, y: 0 } : placeAfter(store, last[0]));
}

function addAsRequested(store: EditorStore, { from, link, place }: AddRequest, type: string): void {
  if (link !== undefined) insertOnLink(store, link, type, place ?? placeOnLink(store, link));
  else if (from !== undefined) addStepAfter(store, from.step, type, from.port, place);
  else addStepAt(store, type, place ?? { x: 0, y: 0 });
}

/** Steps that a link from this port may lead to; what would close a circle is told by the problems. */
function targetsOf(store: EditorStore, { from }: AddRequest) {
  if (from === undefined) return [];
  const { file } = store.getState();
  return Object.entries(file.steps)
    .filter(([id, step]) => id !== from.step && stepCatalog.steps.get(step.type)?.definition.role !== 'start')
    .filter(([id]) => !file.links.some((link) => link.from.step === from.step && link.from.port === from.port && link.to === id))
    .map(([id, step]) => ({ id, title: titleOf(step, stepCatalog) }));
}
