/** A form that was emptied leaves a blank text, which says no more than nothing. */
export function isUnconditional(condition: string | undefined): condition is undefined {
  return condition === undefined || condition.trim() === '';
}
