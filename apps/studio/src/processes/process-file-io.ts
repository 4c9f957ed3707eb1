import { type ProcessFile, readProcessFile, writeProcessFile } from '@weft/process';

/** Hands the process file to the browser as a download. */
export function downloadProcess(file: ProcessFile): void {
  const url = URL.createObjectURL(new Blob([writeProcessFile(file)], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = `${file.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.weft.json`;
  anchor.click();
  URL.revokeObjectURL(url);
}

/** Lets the person choose a process file. undefined where they chose none. @throws WeftError `PROCESS_INVALID`. */
export function pickProcessFile(): Promise<ProcessFile | undefined> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('cancel', () => resolve(undefined));
    input.addEventListener('change', () => {
      const chosen = input.files?.[0];
      if (chosen === undefined) resolve(undefined);
      else
        chosen
          .text()
          .then((text) => resolve(readProcessFile(text)))
          .catch(reject);
    });
    input.click();
  });
}
