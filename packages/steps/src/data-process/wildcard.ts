/** Whether a name fits a pattern of `*` (any characters) and `?` (one), capital and small letters alike. Without a pattern all do. */
export function matcherOf(pattern: string): (name: string) => boolean {
  if (pattern.trim() === '') return () => true;
  const source = pattern.trim().toLowerCase();
  return (name) => fits(name.toLowerCase(), source);
}

/** Goes back to the last star only, so it takes no longer than the two lengths multiplied. */
function fits(name: string, pattern: string): boolean {
  let [at, to, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    if (pattern[to] === '*') {
      star = to++;
      mark = at;
    } else if (pattern[to] === '?' || pattern[to] === name[at]) {
      at++;
      to++;
    } else if (star !== -1) {
      to = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern[to] === '*') to++;
  return to === pattern.length;
}
