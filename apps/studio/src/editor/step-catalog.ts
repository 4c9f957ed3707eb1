import { connectionDefinitions, stepEntries as connectorEntries } from '@weft/connectors/catalog';
import { type Catalog, makeCatalog } from '@weft/step-kit';
import { stepEntries } from '@weft/steps/catalog';

/** Every step type and connection type of this Weft: definitions only, no code that executes. */
export const stepCatalog: Catalog = makeCatalog([...stepEntries, ...connectorEntries], connectionDefinitions);
