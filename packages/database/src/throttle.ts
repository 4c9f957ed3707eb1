/** Calls `act` at once, then at most every `everyMs`; a call in between is made up for at the end of the interval. Does not keep the process alive. */
export function throttle(act: () => void, everyMs: number): { readonly call: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  function run(): void {
    again = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, everyMs);
    timer.unref();
    act();
  }
  return {
    call: () => {
      if (timer === undefined) run();
      else again = true;
    },
    stop: () => {
      clearTimeout(timer);
      again = false;
    },
  };
}
