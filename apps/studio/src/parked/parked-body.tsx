'use client';

import { Pencil } from 'lucide-react';
import { toast } from 'sonner';
import { useEditParked } from '../client/parked-documents.ts';
import type { ParkedDocumentResource } from '../client/resources.ts';
import { useRefusal } from '../client/session.ts';
import { CodeEditor } from '../code/code-editor.tsx';
import { BodyView } from '../monitor/document-view.tsx';
import { indentJson } from '../monitor/indent-json.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

export interface ParkedBodyProps {
  readonly parked: ParkedDocumentResource;
  /** What is being written in its place. */
  readonly draft: string | undefined;
  readonly onDraft: (draft: string | undefined) => void;
}

/** The body of a parked document; a text may be changed while the document waits. */
export function ParkedBody({ parked, draft, onDraft }: ParkedBodyProps) {
  const refusal = useRefusal('operator');
  const { contentType, body, size, truncated } = parked.document;
  const text = body !== null && 'text' in body ? body.text : undefined;
  if (draft !== undefined) return <Editing parked={parked} draft={draft} onChange={onDraft} />;
  const mayEdit = parked.resolution === null && text !== undefined && !truncated;
  return (
    <div className="flex flex-col gap-2">
      <BodyView contentType={contentType} text={text} bytes={size ?? undefined} truncated={truncated} missing={missingReason(body)} />
      {mayEdit ? (
        <div>
          <Button
            size="small"
            icon={<Pencil className="size-3" />}
            disabled={refusal !== undefined}
            title={refusal}
            onClick={() => onDraft(forEditing(text, contentType))}
          >
            Edit the body
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface EditingProps {
  readonly parked: ParkedDocumentResource;
  readonly draft: string;
  readonly onChange: (draft: string | undefined) => void;
}

function Editing({ parked, draft, onChange }: EditingProps) {
  const edit = useEditParked(parked.id);
  const save = () =>
    edit.mutate(draft, {
      onSuccess: () => {
        toast.success('The body was saved.');
        onChange(undefined);
      },
    });
  return (
    <section aria-label="Edit the body" className="flex flex-col gap-2">
      <CodeEditor
        id="parked-body"
        label="Body"
        language={languageOf(parked.document.contentType)}
        value={draft}
        heightMin={160}
        heightMax={520}
        onChange={onChange}
      />
      {edit.isError ? <ProblemNote error={edit.error} /> : null}
      <div className="flex gap-2">
        <Button size="small" look="primary" busy={edit.isPending} onClick={save}>
          Save
        </Button>
        <Button size="small" onClick={() => onChange(undefined)}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

function missingReason(body: ParkedDocumentResource['document']['body']): string | undefined {
  if (body === null) return 'The body is not kept any more.';
  return 'base64' in body ? 'Binary content. It can be replaced from the command line: weft parked edit.' : undefined;
}

/** JSON that came on one line is not for people. */
function forEditing(text: string, contentType: string): string {
  return languageOf(contentType) === 'json' ? indentJson(text) : text;
}

function languageOf(contentType: string): string {
  if (/[/+]json\b/i.test(contentType)) return 'json';
  return /[/+]xml\b/i.test(contentType) ? 'xml' : 'plaintext';
}
