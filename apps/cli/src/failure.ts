/** Something failed and has been told already: only the exit code is left to say it with. */
export class Failure extends Error {
  constructor() {
    super('failed');
    this.name = 'Failure';
  }
}
