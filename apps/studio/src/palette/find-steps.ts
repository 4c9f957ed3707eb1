import { type Catalog, type CatalogEntry, type Category, categories } from '@weft/step-kit';

/** What the palette calls the groups. */
export const categoryTitles: Record<Category, string> = {
  start: 'Start',
  connectors: 'Connectors',
  shape: 'Shape data',
  flow: 'Flow',
  result: 'Result',
};

export interface PaletteGroup {
  readonly category: Category;
  readonly entries: readonly CatalogEntry[];
}

/** The step types that fit a search text, in groups; those whose title begins with it first. */
export function findSteps(catalog: Catalog, search: string, { withStarts = true }: { readonly withStarts?: boolean } = {}): PaletteGroup[] {
  const wanted = search.trim().toLowerCase();
  const fitting = [...catalog.steps.values()].filter(
    ({ definition }) => (withStarts || definition.role !== 'start') && fits(definition, wanted),
  );
  return categories
    .map((category) => ({ category, entries: fitting.filter((entry) => entry.definition.category === category).sort(byFit(wanted)) }))
    .filter((group) => group.entries.length > 0)
    .sort((a, b) => bestFit(a) - bestFit(b));

  /** A group with a title that begins with the text comes before groups that only mention it. */
  function bestFit({ entries }: PaletteGroup): number {
    return wanted !== '' && entries.some(({ definition }) => definition.title.toLowerCase().startsWith(wanted)) ? 0 : 1;
  }
}

function fits({ title, type, summary, keywords = [] }: CatalogEntry['definition'], wanted: string): boolean {
  return [title, type, summary, ...keywords].some((text) => text.toLowerCase().includes(wanted));
}

function byFit(wanted: string) {
  const rank = ({ definition }: CatalogEntry) => (definition.title.toLowerCase().startsWith(wanted) ? 0 : 1);
  return (a: CatalogEntry, b: CatalogEntry) => rank(a) - rank(b) || a.definition.title.localeCompare(b.definition.title);
}
