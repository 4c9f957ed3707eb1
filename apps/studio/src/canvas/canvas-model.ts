import {
  type ExecutionTrace,
  outputsOf,
  type ProcessFile,
  type ProcessIssue,
  pathName,
  type Step,
  type StepRunRecord,
} from '@weft/process';
import type { Catalog, CatalogEntry, Port } from '@weft/step-kit';
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { missingPositions } from '../editor/layout.ts';

/** All that a step card shows. */
export interface CardData extends Record<string, unknown> {
  readonly title: string;
  readonly typeTitle: string;
  /** `<svg>` of the step type. */
  readonly icon: string | undefined;
  /** One line that says what the step does with its configuration. */
  readonly summary: string;
  readonly note: string | undefined;
  readonly takesInput: boolean;
  readonly ports: readonly Port[];
  readonly issues: readonly ProcessIssue[];
  readonly run: StepRunRecord | undefined;
}

export type CardNode = Node<CardData, 'step'>;

/** All that a link shows. */
export interface LinkData extends Record<string, unknown> {
  readonly index: number;
  /** The name of the path, on links into a join. */
  readonly name: string | undefined;
  /** Documents that came this way; undefined where nothing ran. */
  readonly count: number | undefined;
  readonly state: 'idle' | 'running' | 'passed' | 'failed';
}

/** The colour of a link by what went over it. */
export const linkColors: Readonly<Record<LinkData['state'], string>> = {
  idle: 'var(--color-link)',
  running: 'var(--color-run)',
  passed: 'var(--color-ok)',
  failed: 'var(--color-bad)',
};

export type LinkEdge = Edge<LinkData, 'link'>;

export interface CanvasInput {
  readonly file: ProcessFile;
  readonly catalog: Catalog;
  readonly issues: readonly ProcessIssue[];
  readonly trace: ExecutionTrace | undefined;
}

/** The cards of a process. Order is that of the file. */
export function cardsOf({ file, catalog, issues, trace }: CanvasInput): CardNode[] {
  const byStep = Map.groupBy(issues, (issue) => issue.stepId);
  const made = missingPositions(file);
  return Object.entries(file.steps).map(([id, step]) => ({
    id,
    type: 'step',
    position: step.position ?? made?.[id] ?? { x: 0, y: 0 },
    ariaLabel: titleOf(step, catalog),
    data: cardData(step, catalog.steps.get(step.type), byStep.get(id) ?? [], trace?.steps[id]),
  }));
}

function cardData(step: Step, entry: CatalogEntry | undefined, issues: readonly ProcessIssue[], run: StepRunRecord | undefined): CardData {
  const definition = entry?.definition;
  return {
    title: step.title ?? definition?.title ?? step.type,
    typeTitle: definition?.title ?? step.type,
    icon: entry?.icon,
    summary: summaryOf(step, entry),
    note: step.note,
    takesInput: definition?.role !== 'start',
    ports: definition === undefined ? [] : outputsOf(step, definition),
    issues,
    run,
  };
}

/** What people call a step: its title, or its type's. */
export function titleOf(step: Step, catalog: Catalog): string {
  return step.title ?? catalog.steps.get(step.type)?.definition.title ?? step.type;
}

function summaryOf(step: Step, entry: CatalogEntry | undefined): string {
  if (entry === undefined) return 'Unknown step type';
  const { definition } = entry;
  const parsed = definition.config.safeParse(step.config);
  if (!parsed.success) return step.title === undefined ? 'Not set up yet' : definition.title;
  const line = definition.describe?.(parsed.data) ?? '';
  return line === '' ? definition.title : line;
}

/** The links of a process; those whose ends do not exist are left out. */
export function linksOf({ file, catalog, trace }: CanvasInput): LinkEdge[] {
  return file.links.flatMap((link, index) => {
    const target = file.steps[link.to];
    const source = file.steps[link.from.step];
    if (target === undefined || source === undefined) return [];
    const joins = catalog.steps.get(target.type)?.definition.role === 'join';
    const flow = flowOf(trace, link.from, link.to);
    return [
      {
        id: linkId(link),
        markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: linkColors[flow.state] },
        type: 'link' as const,
        source: link.from.step,
        sourceHandle: link.from.port,
        target: link.to,
        targetHandle: 'in',
        ariaRole: 'button' as const,
        ariaLabel: `Link from ${titleOf(source, catalog)} to ${titleOf(target, catalog)}`,
        data: { index, name: link.name ?? (joins ? pathName(link) : undefined), ...flow },
      },
    ];
  });
}

/** Stable while the link stands, also when links before it are removed. */
function linkId(link: ProcessFile['links'][number]): string {
  return `${link.from.step}/${link.from.port}>${link.to}`;
}

function flowOf(
  trace: ExecutionTrace | undefined,
  from: { readonly step: string; readonly port: string },
  to: string,
): Pick<LinkData, 'count' | 'state'> {
  const source = trace?.steps[from.step];
  const count = source?.outByPort[from.port];
  if (source === undefined || count === undefined || count === 0) return { count: undefined, state: 'idle' };
  const target = trace?.steps[to];
  if (target?.status === 'failed') return { count, state: 'failed' };
  return { count, state: target === undefined || target.status === 'running' ? 'running' : 'passed' };
}
