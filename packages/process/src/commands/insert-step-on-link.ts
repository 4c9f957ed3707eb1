import type { Catalog } from '@weft/step-kit';
import { outputsOf } from '../compile/outputs-of.ts';
import type { Link, ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { freshStep } from './fresh-step.ts';
import { linkAt, refused, withStep } from './lookup.ts';

export function insertStepOnLink(file: ProcessFile, command: CommandOf<'insertStepOnLink'>, catalog: Catalog): Applied {
  const { link: index } = command;
  const old = linkAt(file, index);
  const { id, step } = freshStep(file, command, catalog);
  const definition = catalog.steps.get(step.type)?.definition;
  const port = definition === undefined ? undefined : outputsOf(step, definition)[0];
  if (port === undefined || definition?.role === 'start') {
    throw refused(`A step of type "${step.type}" cannot stand in the middle of a link.`);
  }
  const first: Link = { from: old.from, to: id };
  const second: Link = { ...old, from: { step: id, port: port.id } };
  return {
    file: { ...withStep(file, id, step), links: file.links.toSpliced(index, 1, first, second) },
    inverse: {
      kind: 'composite',
      commands: [
        { kind: 'removeSteps', ids: [id] },
        { kind: 'restore', steps: {}, links: [{ index, link: old }] },
      ],
    },
    added: [id],
  };
}
