'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { EditorState, EditorStore } from './editor-store.ts';

const EditorContext = createContext<EditorStore | undefined>(undefined);

export function EditorProvider({ store, children }: { readonly store: EditorStore; readonly children: ReactNode }) {
  return <EditorContext value={store}>{children}</EditorContext>;
}

/** The store of the process that is open. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (store === undefined) throw new Error('This part of the canvas room stands outside an EditorProvider.');
  return store;
}

/** A part of the open process's state; the component renders again when that part changes. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorStore(), select);
}
