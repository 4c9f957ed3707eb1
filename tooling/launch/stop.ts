/** Ends a command of this folder with one plain sentence and no stack trace. */
export class Stop extends Error {
  override readonly name = 'Stop';
}

/** Runs a command's main function; a Stop becomes its sentence and exit code 1. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof Stop) console.error(thrown.message);
    else console.error(thrown);
    process.exit(1);
  }
}
