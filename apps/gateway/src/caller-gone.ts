/** The caller left before its body had arrived. */
export class CallerGone extends Error {}
