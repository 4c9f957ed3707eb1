import { WeftError } from '@weft/errors';

/**
 * A path as a step says it, in the one form that drivers take: below the base folder, parted by `/`, no slash at either end.
 * A slash at the beginning means the base folder too: a document can never lead out of it.
 * @throws WeftError `STEP_FAILED` for `..` and for characters that no path may hold.
 */
export function remotePath(text: string): string {
  // A line break would end the command that carries the path, and begin another one.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text))
    throw new WeftError('STEP_FAILED', `The path "${shown(text)}" holds a line break or another control character.`);
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..'))
    throw new WeftError('STEP_FAILED', `The path "${shown(text)}" leads upwards with "..". Paths begin at the folder of the connection.`);
  return parts.join('/');
}

/** As {@link remotePath}, and it names something. @throws WeftError. */
export function remoteFilePath(text: string): string {
  const path = remotePath(text);
  if (path === '' || text.endsWith('/')) throw new WeftError('STEP_FAILED', `"${shown(text)}" names no file.`);
  return path;
}

/** The folder that a file is in; `''` for the base folder. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** `report.csv` → `report (2).csv`. */
export function numbered(path: string, number: number): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? dot : name.length;
  return joined(folderOf(path), `${name.slice(0, end)} (${number})${name.slice(end)}`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100)).slice(1, -1);
}
