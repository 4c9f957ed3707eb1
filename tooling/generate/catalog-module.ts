/** The text of the committed modules that list step types: `catalog.gen.ts` for browsers and Node, `executors.gen.ts` for Node. */
import { type ConnectionFolder, connectionFolders, type StepFolder, type StepPackage, stepFolders } from './step-folders.ts';

const head = '// Written by `node tooling/generate/main.ts`. Change the folders of the step types instead.\n';

/** `catalog.gen.ts`: definitions with prose, icon and examples inlined, so that a browser bundle needs no loader for them. */
export function catalogModule(name: StepPackage): string {
  const steps = stepFolders(name);
  const connections = name === 'connectors' ? connectionFolders() : [];
  return `${head}import type { ${connections.length > 0 ? 'AnyConnectionDefinition, ' : ''}CatalogEntry } from '@weft/step-kit';
${steps.map(({ type, folder }) => `import { definition as ${variable(type)} } from './${folder}/definition.ts';`).join('\n')}
${connections.map(({ type, folder }) => `import { connection as ${variable(type)}Connection } from './${folder}/connection.ts';\n`).join('')}
/** Every step type of this package, in the order of their types. */
export const stepEntries: readonly CatalogEntry[] = [
${steps.map(entry).join('\n')}
];
${connections.length > 0 ? connectionList(connections) : ''}`;
}

function entry({ type, icon, docs, examples }: StepFolder): string {
  return `  {
    definition: ${variable(type)},
    icon: ${JSON.stringify(icon)},
    docs: ${JSON.stringify(docs)},
    examples: ${JSON.stringify(examples, null, 2).replaceAll('\n', '\n    ')},
  },`;
}

function connectionList(connections: readonly ConnectionFolder[]): string {
  return `
/** Every connection type, in the order of their types. */
export const connectionDefinitions: readonly AnyConnectionDefinition[] = [${connections.map(({ type }) => `${variable(type)}Connection`).join(', ')}];
`;
}

/** `executors.gen.ts`: what the worker runs. Start steps, branches and joins are the engine's own and have no executor. */
export function executorsModule(name: StepPackage): string {
  const steps = stepFolders(name).filter(({ hasExecutor }) => hasExecutor);
  const connections = name === 'connectors' ? connectionFolders() : [];
  const kinds = [...(connections.length > 0 ? ['AnyConnectionImplementation'] : []), 'AnyStepImplementation'].join(', ');
  return `${head}import type { ${kinds} } from '@weft/step-kit/executor';
${connections.map(({ type, folder }) => `import { implementation as ${variable(type)}Connection } from './${folder}/client.ts';\n`).join('')}${steps.map(({ type, folder }) => `import { implementation as ${variable(type)} } from './${folder}/executor.ts';`).join('\n')}

/** What each step type of this package does, by type. */
export const stepImplementations: ReadonlyMap<string, AnyStepImplementation> = new Map<string, AnyStepImplementation>([
${steps.map(({ type }) => `  ['${type}', ${variable(type)}],`).join('\n')}
]);
${
  connections.length > 0
    ? `
/** How each connection is opened, by type. */
export const connectionImplementations: ReadonlyMap<string, AnyConnectionImplementation> = new Map<string, AnyConnectionImplementation>([
${connections.map(({ type }) => `  ['${type}', ${variable(type)}Connection],`).join('\n')}
]);
`
    : ''
}`;
}

/** Types of one word that JavaScript keeps for itself (ECMA-262, ReservedWord). */
const reserved: ReadonlySet<string> = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

/** `http-client` → `httpClient`, `try` → `tryStep`. */
function variable(type: string): string {
  if (reserved.has(type)) return `${type}Step`;
  return type.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
