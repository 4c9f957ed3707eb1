import { WeftError } from '@weft/errors';
import { processLimits } from '../document/limits.ts';
import { type Link, type ProcessFile, processFileSchema, type Step } from '../document/process-file.ts';

/** Why a command cannot be applied to this file. */
export function refused(message: string): WeftError {
  return new WeftError('REQUEST_INVALID', message);
}

/** @throws WeftError `REQUEST_INVALID` where it does not exist. */
export function stepAt(file: ProcessFile, id: string): Step {
  const step = Object.hasOwn(file.steps, id) ? file.steps[id] : undefined;
  if (step === undefined) throw refused(`The process has no step "${id}".`);
  return step;
}

/** @throws WeftError `REQUEST_INVALID` where it does not exist. */
export function linkAt(file: ProcessFile, index: number): Link {
  const link = file.links[index];
  if (link === undefined) throw refused(`The process has no link number ${index}.`);
  return link;
}

/** The file with one step replaced, in its place. */
export function withStep(file: ProcessFile, id: string, step: Step): ProcessFile {
  return { ...file, steps: { ...file.steps, [id]: step } };
}

/**
 * A link that dangles counts as taking the id it leads to: a new step there would be attached by it, and undoing could not
 * tell it from the step's own links.
 *
 * @throws WeftError `REQUEST_INVALID` unless all the ids are well-formed and free.
 */
export function checkNewIds(file: ProcessFile, ids: readonly string[]): void {
  for (const id of ids) {
    if (Object.hasOwn(file.steps, id)) throw refused(`The process has a step "${id}" already.`);
    if (file.links.some(({ from, to }) => from.step === id || to === id)) {
      throw refused(`A link leads to a missing step "${id}". Remove that link first.`);
    }
    const fault = processFileSchema.shape.steps.keyType.safeParse(id).error?.issues[0];
    if (fault !== undefined || id === 'constructor' || id === 'prototype') {
      throw refused(`"${id}" cannot be the id of a step. ${fault?.message ?? 'Choose another one.'}`);
    }
  }
}

/** @throws WeftError `REQUEST_INVALID` where `more` steps would be too many. */
export function checkRoom(file: ProcessFile, more: number): void {
  const count = Object.keys(file.steps).length + more;
  if (count > processLimits.steps) throw refused(`A process has at most ${processLimits.steps} steps; this would make it ${count}.`);
}
