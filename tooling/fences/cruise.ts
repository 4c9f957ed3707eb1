import { createRequire } from 'node:module';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

// dependency-cruiser's own configuration format is CommonJS; kept so that its command line can read the file too.
const rules = createRequire(import.meta.url)('./rules.cjs') as readonly IForbiddenRuleType[];

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** All import rules over the folders, relative to `baseDir`. `modules` counts the project's own files that were read. */
export async function cruiseFolders(baseDir: string, folders: readonly string[]): Promise<{ modules: number; violations: Violation[] }> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir,
      validate: true,
      ruleSet: { forbidden: [...rules] },
      // TypeScript 7 has no JavaScript API, so the files are read with swc.
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
      // Tests may reach anywhere; what they import decides nothing.
      exclude: { path: ['\\.test\\.tsx?$', '/test/', '\\.next/', 'src/generated/', '\\.planted/'] },
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'node', 'default'],
        extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json'],
      },
    },
    // A symbolic link of a workspace is followed to the package itself, so that one set of paths names every file.
    { symlinks: true },
  );
  const result = output as ICruiseResult;
  return {
    modules: result.modules.filter((module) => !module.source.includes('node_modules') && module.coreModule !== true).length,
    violations: result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

export const ruleNames: readonly string[] = rules.map((rule) => rule.name ?? '');
export const ruleComment = (name: string): string => rules.find((rule) => rule.name === name)?.comment ?? '';
