'use client';

import { useMutation } from '@tanstack/react-query';
import { Play, Square } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type StartedExecution, tryDraft } from '../client/executions.ts';
import { useRefusal } from '../client/session.ts';
import { whenSaved } from '../editor/autosave.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { TextArea, TextInput } from '../ui/text-input.tsx';
import { draftRoutes, parametersOf } from './draft-routes.ts';
import { followTried } from './follow-tried.ts';
import { type PairList, Pairs } from './pairs.tsx';
import { toTryRequest } from './try-form.ts';
import { TryReply } from './try-reply.tsx';

/** Calls the draft as its endpoint would be called, and shows the reply. */
export function TryRequest() {
  const store = useEditorStore();
  const processId = useEditor((state) => state.processId);
  const file = useEditor((state) => state.file);
  const refusal = useRefusal('editor');
  const route = useMemo(() => draftRoutes(file)[0], [file]);
  const methods = route?.methods ?? ['GET'];
  const parameters = useMemo(() => parametersOf(route?.path ?? ''), [route]);
  const [method, setMethod] = useState('GET');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [query, setQuery] = useState<PairList>([]);
  const [headers, setHeaders] = useState<PairList>([]);
  const [contentType, setContentType] = useState('application/json');
  const [body, setBody] = useState('');
  const abort = useRef<AbortController | undefined>(undefined);
  const stopFollowing = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => stopFollowing.current?.(), []);

  const chosenMethod = methods.includes(method) ? method : (methods[0] ?? 'GET');
  const hasBody = chosenMethod !== 'GET' && chosenMethod !== 'DELETE';
  const send = useMutation<{ started: StartedExecution; ms: number }, Error>({
    mutationFn: async () => {
      await whenSaved(store);
      abort.current = new AbortController();
      const request = toTryRequest({
        method: chosenMethod,
        path: route?.path ?? '',
        values,
        query,
        headers,
        contentType,
        body: hasBody ? body : '',
      });
      stopFollowing.current?.();
      const began = performance.now();
      const following = followTried(store, processId);
      stopFollowing.current = following.stop;
      try {
        const started = await tryDraft(processId, request, abort.current.signal);
        following.found(started.executionId);
        return { started, ms: performance.now() - began };
      } catch (thrown) {
        following.stop();
        throw thrown;
      }
    },
  });
  return (
    <div className="grid h-full grid-cols-2 divide-x">
      <form
        aria-label="Request"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <div className="flex items-center gap-2 border-b p-2">
          <Choice
            label="Method"
            className="w-24 shrink-0"
            value={chosenMethod}
            options={methods.map((name) => ({ value: name, label: name }))}
            onChange={setMethod}
          />
          <code className="min-w-0 flex-1 truncate font-mono text-xs text-ink-2" title={route?.path}>
            {route === undefined ? 'The start step has no path yet' : `/ws/rest/${route.path}`}
          </code>
          {send.isPending ? (
            <Button icon={<Square className="size-3" />} onClick={() => abort.current?.abort()}>
              Stop waiting
            </Button>
          ) : null}
          <Button
            type="submit"
            look="primary"
            busy={send.isPending}
            disabled={refusal !== undefined}
            title={refusal}
            icon={<Play className="size-3.5" />}
          >
            Send
          </Button>
        </div>
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
          {parameters.map((name) => (
            <FieldRow key={name} htmlFor={`try-${name}`} label={name}>
              <TextInput
                id={`try-${name}`}
                value={values[name] ?? ''}
                placeholder="1"
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            </FieldRow>
          ))}
          {hasBody ? (
            <FieldRow htmlFor="try-body" label="Body">
              <Choice
                label="Content type"
                value={contentType}
                options={['application/json', 'application/xml', 'text/csv', 'text/plain'].map((value) => ({ value, label: value }))}
                onChange={setContentType}
              />
              <TextArea
                id="try-body"
                mono
                rows={4}
                value={body}
                placeholder='{"id": 1}'
                onChange={(event) => setBody(event.target.value)}
              />
            </FieldRow>
          ) : null}
          <Pairs title="Query" pairs={query} onChange={setQuery} />
          <Pairs title="Headers" pairs={headers} onChange={setHeaders} />
        </div>
      </form>
      <TryReply error={send.error} started={send.data?.started} ms={send.data?.ms} pending={send.isPending} />
    </div>
  );
}
