/**
 * How older files become current ones: entry n turns formatVersion n + 1 into n + 2. Pure; the input is a file that was
 * valid in its own version. Empty as long as there has been one format only.
 */
export const formatUpgrades: ReadonlyArray<(file: Record<string, unknown>) => Record<string, unknown>> = [];
