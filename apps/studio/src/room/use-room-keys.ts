import { useEffect } from 'react';
import type { AddRequest } from '../canvas/canvas-edits.ts';
import { type Direction, neighbourOf } from '../canvas/walk.ts';
import { type EditorStore, redo, undo } from '../editor/editor-store.ts';
import { copySelection, duplicateSelection, freePort, paste, removeSelection } from '../editor/gestures.ts';
import { openDialog, openSettings } from './room-state.ts';

const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** The keyboard of the canvas room. Texts, dialogs and menus keep their keys; who only looks has no keys that change. */
export function useRoomKeys(store: EditorStore, mayEdit: boolean, requestAdd: (request: AddRequest) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (
        event.defaultPrevented ||
        isTyping(target) ||
        target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')
      )
        return;
      if (!mayEdit && !looks(event)) return;
      const handled = event.ctrlKey || event.metaKey ? withControl(store, event) : plain(store, event, target, requestAdd);
      if (handled) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store, mayEdit, requestAdd]);
}

/** True for the keys that only move and select. */
function looks({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey ? key.toLowerCase() === 'a' : key in arrows || ['?', 'Escape', 'Enter'].includes(key);
}

function withControl(store: EditorStore, event: KeyboardEvent): boolean {
  switch (event.key.toLowerCase()) {
    case 'z':
      if (event.shiftKey) redo(store);
      else undo(store);
      return true;
    case 'y':
      redo(store);
      return true;
    case 'c':
      // Selected text on the page is what the person means.
      if (window.getSelection()?.isCollapsed === false) return false;
      copySelection(store);
      return true;
    case 'x':
      copySelection(store);
      removeSelection(store);
      return true;
    case 'v':
      paste(store);
      return true;
    case 'd':
      duplicateSelection(store);
      return true;
    case 'a':
      store.setState(({ file }) => ({ selection: Object.keys(file.steps), selectedLink: undefined }));
      return true;
    default:
      return false;
  }
}

function plain(store: EditorStore, event: KeyboardEvent, target: Element, requestAdd: (request: AddRequest) => void): boolean {
  if (event.key === '?') {
    openDialog('help');
    return true;
  }
  const onCanvas = target === document.body || target.closest('[aria-label="Canvas"]') !== null;
  if (!onCanvas) return false;
  const focused = target.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
  const { selection, selectedLink, file } = store.getState();
  const only = selection.length === 1 ? selection[0] : focused;
  const direction = arrows[event.key];
  if (direction !== undefined) {
    const next = only === undefined ? Object.keys(file.steps)[0] : neighbourOf(file, only, direction);
    if (next !== undefined) select(store, next);
    return true;
  }
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      removeSelection(store);
      return selection.length > 0 || selectedLink !== undefined;
    case 'Escape':
      store.setState({ selection: [], selectedLink: undefined });
      return true;
    case 'Enter':
      if (only === undefined || target.closest('button, [role="button"]') !== null) return false;
      select(store, only);
      openSettings();
      requestAnimationFrame(focusFirstField);
      return true;
    case 'Tab':
      return !event.shiftKey && only !== undefined && addAfter(store, only, requestAdd);
    default:
      return false;
  }
}

function addAfter(store: EditorStore, step: string, requestAdd: (request: AddRequest) => void): boolean {
  const port = freePort(store, step);
  if (port === undefined) return false;
  const card = document.querySelector(`.react-flow__node[data-id="${CSS.escape(step)}"]`)?.getBoundingClientRect();
  requestAdd({ from: { step, port }, place: undefined, screen: { x: (card?.right ?? 300) + 12, y: card?.top ?? 200 } });
  return true;
}

function select(store: EditorStore, id: string): void {
  store.setState({ selection: [id], selectedLink: undefined });
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}

function focusFirstField(): void {
  document
    .querySelector<HTMLElement>('[aria-label="Inspector"] [role="tabpanel"] :is(input, textarea, [role="combobox"], [role="radio"])')
    ?.focus();
}

function isTyping(target: Element): boolean {
  return target.closest('input, textarea, select, [contenteditable="true"], .monaco-editor') !== null;
}
