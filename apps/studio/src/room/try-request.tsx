'use client';

import { useMemo, useState } from 'react';
import { useEditor } from '../editor/editor-context.tsx';
import { Choice } from '../ui/choice.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { TextArea, TextInput } from '../ui/text-input.tsx';
import { draftRoutes, parametersOf } from './draft-routes.ts';
import { type PairList, Pairs } from './pairs.tsx';
import { TryBar } from './try-bar.tsx';
import { toTryRequest } from './try-form.ts';
import { TryReply } from './try-reply.tsx';
import { useTry } from './use-try.ts';

/** Calls the draft as its endpoint would be called, and shows the reply. */
export function TryRequest() {
  const file = useEditor((state) => state.file);
  const route = useMemo(() => draftRoutes(file)[0], [file]);
  const methods = route?.methods ?? ['GET'];
  const parameters = useMemo(() => parametersOf(route?.path ?? ''), [route]);
  const [method, setMethod] = useState('GET');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [query, setQuery] = useState<PairList>([]);
  const [headers, setHeaders] = useState<PairList>([]);
  const [contentType, setContentType] = useState('application/json');
  const [body, setBody] = useState('');
  const chosenMethod = methods.includes(method) ? method : (methods[0] ?? 'GET');
  const hasBody = chosenMethod !== 'GET' && chosenMethod !== 'DELETE';
  const { send, stopWaiting } = useTry(() =>
    toTryRequest({
      method: chosenMethod,
      path: route?.path ?? '',
      values,
      query,
      headers,
      contentType,
      body: hasBody ? body : '',
    }),
  );
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
        <TryBar pending={send.isPending} action="Send" onStopWaiting={stopWaiting}>
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
        </TryBar>
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
