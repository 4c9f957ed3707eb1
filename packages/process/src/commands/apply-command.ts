import type { Catalog } from '@weft/step-kit';
import type { ProcessFile } from '../document/process-file.ts';
import { addStep } from './add-step.ts';
import type { Applied, Command, CommandOf } from './command.ts';
import { connectSteps } from './connect-steps.ts';
import { insertStepOnLink } from './insert-step-on-link.ts';
import { refused } from './lookup.ts';
import { moveSteps } from './move-steps.ts';
import { pasteSteps } from './paste-steps.ts';
import { removeLinks } from './remove-links.ts';
import { removeSteps } from './remove-steps.ts';
import { renameStep } from './rename-step.ts';
import { renameStepId } from './rename-step-id.ts';
import { restore } from './restore.ts';
import { setLinkName } from './set-link-name.ts';
import { setNote } from './set-note.ts';
import { setProcessDetails } from './set-process-details.ts';
import { setProcessSettings } from './set-process-settings.ts';
import { setRetry } from './set-retry.ts';
import { updateConfig } from './update-config.ts';

type Apply<K extends Command['kind']> = (file: ProcessFile, command: CommandOf<K>, catalog: Catalog) => Applied;

const applies: { readonly [K in Command['kind']]: Apply<K> } = {
  addStep,
  removeSteps,
  restore,
  moveSteps,
  connectSteps,
  removeLinks,
  updateConfig,
  renameStep,
  setNote,
  setRetry,
  renameStepId,
  setLinkName,
  insertStepOnLink,
  pasteSteps,
  setProcessDetails,
  setProcessSettings,
  composite,
};

/**
 * Applies one command. Pure: the file given is never changed, and what did not change is shared with it.
 *
 * @throws WeftError `REQUEST_INVALID` where the command names something that is not there, or is taken already.
 */
export function applyCommand(file: ProcessFile, command: Command, catalog: Catalog): Applied {
  if (!Object.hasOwn(applies, command.kind)) throw refused(`There is no command "${command.kind}".`);
  const apply = applies[command.kind] as Apply<Command['kind']>;
  return apply(file, command, catalog);
}

/** All or nothing: a command that cannot be applied refuses the whole. */
function composite(file: ProcessFile, { commands }: CommandOf<'composite'>, catalog: Catalog): Applied {
  const inverses: Command[] = [];
  const added: string[] = [];
  let current = file;
  for (const command of commands) {
    const applied = applyCommand(current, command, catalog);
    current = applied.file;
    inverses.unshift(applied.inverse);
    added.push(...applied.added);
  }
  const there = added.filter((id) => Object.hasOwn(current.steps, id));
  return { file: current, inverse: { kind: 'composite', commands: inverses }, added: there };
}
