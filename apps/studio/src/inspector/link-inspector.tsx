'use client';

import { pathName } from '@weft/process';
import { Trash2 } from 'lucide-react';
import { titleOf } from '../canvas/canvas-model.ts';
import { useMay } from '../client/session.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { act, removeSelection } from '../editor/gestures.ts';
import { stepCatalog } from '../editor/step-catalog.ts';
import { DocumentView } from '../monitor/document-view.tsx';
import { Button } from '../ui/button.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { TextInput } from '../ui/text-input.tsx';

/** All about the selected link: what it joins, the name of its path, what went over it last. */
export function LinkInspector({ index }: { readonly index: number }) {
  const store = useEditorStore();
  const file = useEditor((state) => state.file);
  const trace = useEditor((state) => state.run?.trace);
  const readOnly = useMay('editor') === false;
  const link = file.links[index];
  if (link === undefined) return null;
  const source = file.steps[link.from.step];
  const target = file.steps[link.to];
  const joins = target !== undefined && stepCatalog.steps.get(target.type)?.definition.role === 'join';
  const last = trace?.documents.findLast((document) => document.stepId === link.from.step && document.port === link.from.port);
  return (
    <div className="flex h-full flex-col gap-4 overflow-y-auto p-3">
      <header className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">Link</h2>
          <p className="truncate text-xs text-ink-3">
            {source === undefined ? link.from.step : titleOf(source, stepCatalog)} →{' '}
            {target === undefined ? link.to : titleOf(target, stepCatalog)}
          </p>
        </div>
        {readOnly ? null : (
          <Button size="small" icon={<Trash2 className="size-3.5" />} onClick={() => removeSelection(store)}>
            Remove
          </Button>
        )}
      </header>
      {joins ? (
        <FieldRow htmlFor="link-name" label="Name of the path" description="The joined document has a member with this name.">
          <TextInput
            id="link-name"
            mono
            readOnly={readOnly}
            value={link.name ?? ''}
            placeholder={pathName({ ...link, name: undefined })}
            onChange={({ target: { value } }) =>
              act(store, { kind: 'setLinkName', link: index, ...(value === '' ? {} : { name: value }) }, { key: `link ${index}` })
            }
          />
        </FieldRow>
      ) : null}
      {last === undefined ? (
        <p className="text-sm text-ink-3">Try the process, and the last document that went this way stands here.</p>
      ) : (
        <DocumentView document={last} />
      )}
    </div>
  );
}
