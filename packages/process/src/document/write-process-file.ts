import { layOut, onOneLine } from './json-layout.ts';
import type { Link, ProcessFile, Step } from './process-file.ts';

/**
 * A process file as text, made for diffs: a fixed order of the fields that are known, steps and everything inside a config by
 * name, a position or a link on one line. The order of links and of lists has meaning and stays. Reading the text and writing it again gives
 * the same text.
 */
export function writeProcessFile(file: ProcessFile): string {
  const { $schema, formatVersion, name, description, settings } = file;
  const steps = Object.entries(file.steps).sort(byKey);
  const ordered = {
    $schema,
    formatVersion,
    name,
    description,
    settings: settings === undefined ? undefined : sortedKeys(settings),
    steps: Object.fromEntries(steps.map(([id, step]) => [id, orderedStep(step)])),
    links: file.links.map(orderedLink),
  };
  return `${layOut(ordered)}\n`;
}

function orderedStep({ type, version, title, config, position, note, retry }: Step): unknown {
  return {
    type,
    version,
    title,
    note,
    config: sortedKeys(config),
    retry: retry === undefined ? undefined : sortedKeys(retry),
    position: onOneLine({ x: position.x, y: position.y }),
  };
}

function orderedLink({ from, to, name }: Link): object {
  return onOneLine({ from: { step: from.step, port: from.port }, to, name });
}

/** A copy whose objects list their keys in code-unit order, at every depth. Keys without a value are left out. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.sort(byKey).map(([key, member]) => [key, sortedKeys(member)]));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
