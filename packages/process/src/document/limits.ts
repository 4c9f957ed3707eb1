/** What one process may hold. Above these the file is refused before anything else looks at it. */
export const processLimits = {
  steps: 1_000,
  links: 5_000,
  /** Of one step's config as JSON, in bytes. */
  configBytes: 256 * 1024,
  /** How deep objects and lists may nest in the file. */
  depth: 100,
} as const;
