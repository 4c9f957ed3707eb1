import { ApiProblem } from '../client/api.ts';
import { saveDraft } from '../client/processes.ts';
import type { EditorStore, SaveState } from './editor-store.ts';

const quietMs = 500;
const retryMs = 3_000;

/**
 * Saves the draft soon after each change: one request at a time, the newest file wins. While the server is not reached the
 * changes stay in memory and are tried again. Returns how to stop.
 */
export function startAutosave(store: EditorStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = false;
  let stopped = false;

  const isUnsaved = () => store.getState().file !== store.getState().savedFile;
  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, ms);
  };
  const save = async () => {
    if (saving || !isUnsaved() || store.getState().save.status === 'conflict') return;
    saving = true;
    const { processId, file, revision } = store.getState();
    store.setState({ save: { status: 'saving' } });
    try {
      const saved = await saveDraft(processId, file, revision);
      store.setState((state) => ({
        revision: saved.revision,
        savedFile: file,
        save: { status: state.file === file ? 'saved' : 'waiting' },
      }));
    } catch (thrown) {
      store.setState({ save: afterFailure(thrown) });
    } finally {
      saving = false;
    }
    const { status } = store.getState().save;
    if (status === 'waiting') schedule(quietMs);
    if (status === 'offline') schedule(retryMs);
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.file === before.file && state.save === before.save) return;
    if (!isUnsaved()) return;
    const resolved = before.save.status === 'conflict' && state.save.status !== 'conflict';
    if (state.file === before.file && !resolved) return;
    if (state.save.status === 'saved' || state.save.status === 'refused') store.setState({ save: { status: 'waiting' } });
    schedule(quietMs);
  });
  const onOnline = () => schedule(0);
  const onLeave = (event: BeforeUnloadEvent) => {
    if (isUnsaved()) event.preventDefault();
  };
  window.addEventListener('online', onOnline);
  window.addEventListener('beforeunload', onLeave);
  return () => {
    // Leaving the room for another one: what is still unsaved goes out now.
    if (isUnsaved()) void save();
    stopped = true;
    clearTimeout(timer);
    unsubscribe();
    window.removeEventListener('online', onOnline);
    window.removeEventListener('beforeunload', onLeave);
  };
}

/** Resolves once the newest file is on the server; rejects where it cannot get there now. */
export function whenSaved(store: EditorStore): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const { file, savedFile, save } = store.getState();
      if (file === savedFile) resolve();
      else if (save.status === 'conflict') reject(new Error('Somebody else changed this process. Decide first whose draft to keep.'));
      else if (save.status === 'offline') reject(new Error('The draft could not be saved: the server is not reached.'));
      else if (save.status === 'refused') reject(new Error(save.message));
      else return false;
      return true;
    };
    if (look()) return;
    const unsubscribe = store.subscribe(() => {
      if (look()) unsubscribe();
    });
  });
}

function afterFailure(thrown: unknown): SaveState {
  if (!(thrown instanceof ApiProblem)) return { status: 'offline' };
  if (thrown.code === 'CONFLICT') return { status: 'conflict' };
  if (thrown.isOffline || thrown.status >= 500) return { status: 'offline' };
  return { status: 'refused', message: thrown.message };
}
