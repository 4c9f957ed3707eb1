/** Calls back as the client does. */
export type Request<T> = (done: (error: Error | null | undefined, value: T) => void) => void;

/** Asks the server and gives its answer. @throws what the client gives, or WeftError `TIMEOUT`. */
export type Ask = <T>(request: Request<T>) => Promise<T>;
