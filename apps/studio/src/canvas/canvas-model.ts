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

/** What a card shows of its step alone. */
interface Face {
  readonly title: string;
  readonly typeTitle: string;
  /** `<svg>` of the step type. */
  readonly icon: string | undefined;
  /** One line that says what the step does with its configuration. */
  readonly summary: string;
  readonly note: string | undefined;
  readonly takesInput: boolean;
  readonly ports: readonly Port[];
}

/** All that a step card shows. */
export interface CardData extends Face, Record<string, unknown> {
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
  return Object.entries(file.steps).map(([id, step]) => {
    const entry = catalog.steps.get(step.type);
    const face = entry === undefined ? unknownFace(file, id, step) : faceOf(step, entry);
    return {
      id,
      type: 'step',
      position: step.position,
      ariaLabel: face.title,
      data: { ...face, issues: byStep.get(id) ?? noIssues, run: trace?.steps[id] },
    };
  });
}

const noIssues: readonly ProcessIssue[] = [];

/** Steps are never changed in place, so a face holds as long as its step: typing works out one face, not three hundred. */
const faces = new WeakMap<Step, Face>();

function faceOf(step: Step, entry: CatalogEntry): Face {
  const known = faces.get(step);
  if (known !== undefined) return known;
  const { definition } = entry;
  const newer = step.version > definition.version;
  const face: Face = {
    title: step.title ?? definition.title,
    typeTitle: definition.title,
    icon: entry.icon,
    summary: newer ? `Newer version ${step.version}` : summaryOf(step, entry),
    note: step.note,
    takesInput: definition.role !== 'start',
    ports: outputsOf(step, definition),
  };
  faces.set(step, face);
  return face;
}

/** A step whose type this Weft does not have: its ports are those that links begin at, so that they can still be seen. */
function unknownFace(file: ProcessFile, id: string, step: Step): Face {
  const used = new Set(file.links.filter((link) => link.from.step === id).map((link) => link.from.port));
  return {
    title: step.title ?? step.type,
    typeTitle: step.type,
    icon: undefined,
    summary: 'Unknown type',
    note: step.note,
    takesInput: true,
    ports: [...used].map((port) => ({ id: port, title: port })),
  };
}

/** What people call a step: its title, or its type's. */
export function titleOf(step: Step, catalog: Catalog): string {
  return step.title ?? catalog.steps.get(step.type)?.definition.title ?? step.type;
}

function summaryOf(step: Step, { definition }: CatalogEntry): string {
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
