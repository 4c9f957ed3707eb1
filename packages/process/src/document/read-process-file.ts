import { WeftError } from '@weft/errors';
import type * as z from 'zod';
import { formatUpgrades } from './format-upgrades.ts';
import { processLimits } from './limits.ts';
import { jsonPointer } from './pointer.ts';
import { currentFormatVersion, type ProcessFile, processFileSchema } from './process-file.ts';
import { type FileFault, structureFault } from './structure-faults.ts';

/** How many faults one error lists; the message names the first few of them. */
const faultsListed = 100;
const faultsInMessage = 5;

/**
 * A process file from anything: JSON text or the value parsed from it. Older formats are upgraded, newer ones refused.
 *
 * @throws WeftError `PROCESS_INVALID`; its `problems` are {@link FileFault}s with JSON Pointers.
 */
export function readProcessFile(input: unknown): ProcessFile {
  const value = typeof input === 'string' ? parseJson(input) : input;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid([{ pointer: '', message: 'A process file is a JSON object.' }]);
  }
  const file = value as Record<string, unknown>;
  const fault = sizeFault(file) ?? structureFault(file) ?? versionFault(file);
  if (fault !== undefined) throw invalid([fault]);

  const parsed = processFileSchema.safeParse(upgraded(file));
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(faultsOf));
  const faults = configFaults(parsed.data);
  if (faults.length > 0) throw invalid(faults);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw invalid([{ pointer: '', message: `This is not JSON: ${reason}.` }], cause);
  }
}

/** Counted before anything is walked, so that a file of any size is answered at once. */
function sizeFault(file: Record<string, unknown>): FileFault | undefined {
  const { steps, links } = file;
  const stepCount = typeof steps === 'object' && steps !== null ? Object.keys(steps).length : 0;
  if (stepCount > processLimits.steps) {
    return {
      pointer: '/steps',
      message: `The process has ${stepCount} steps; at most ${processLimits.steps} are allowed. Move parts of it into processes of their own.`,
    };
  }
  const linkCount = Array.isArray(links) ? links.length : 0;
  if (linkCount > processLimits.links) {
    return { pointer: '/links', message: `The process has ${linkCount} links; at most ${processLimits.links} are allowed.` };
  }
  return undefined;
}

function versionFault({ formatVersion }: Record<string, unknown>): FileFault | undefined {
  if (typeof formatVersion !== 'number' || formatVersion <= currentFormatVersion) return undefined;
  return {
    pointer: '/formatVersion',
    message: `The file has format version ${formatVersion}; this Weft reads up to ${currentFormatVersion}. Update Weft, or export the process from an older one.`,
  };
}

function upgraded(file: Record<string, unknown>): Record<string, unknown> {
  const { formatVersion } = file;
  if (typeof formatVersion !== 'number' || !Number.isInteger(formatVersion) || formatVersion < 1) return file;
  return formatUpgrades
    .slice(formatVersion - 1)
    .reduce((older, upgrade, index) => ({ ...upgrade(older), formatVersion: formatVersion + index + 1 }), file);
}

/** A faulty key of a record hides its reason one level down. */
function faultsOf(issue: z.core.$ZodIssue): FileFault[] {
  const pointer = jsonPointer(issue.path);
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => ({ pointer, message: inner.message }));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: jsonPointer([...issue.path, key]),
      message: `"${key}" does not belong here. Remove it, or check its spelling.`,
    }));
  }
  return [{ pointer, message: issue.message }];
}

function configFaults(file: ProcessFile): FileFault[] {
  return Object.entries(file.steps).flatMap(([id, step]) => {
    const bytes = new TextEncoder().encode(JSON.stringify(step.config)).byteLength;
    if (bytes <= processLimits.configBytes) return [];
    return [
      {
        pointer: jsonPointer(['steps', id, 'config']),
        message: `The configuration has ${bytes} bytes; a step may have ${processLimits.configBytes}.`,
      },
    ];
  });
}

function invalid(faults: readonly FileFault[], cause?: unknown): WeftError {
  const named = faults.slice(0, faultsInMessage).map(({ pointer, message }) => (pointer === '' ? message : `${pointer}: ${message}`));
  const more = faults.length - named.length;
  const text = `The process file cannot be read. ${named.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`;
  const [first] = faults;
  return new WeftError('PROCESS_INVALID', text, {
    problems: faults.slice(0, faultsListed),
    ...(first === undefined ? {} : { place: { pointer: first.pointer } }),
    cause,
  });
}
