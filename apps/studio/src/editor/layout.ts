import { graphlib, layout } from '@dagrejs/dagre';
import { type Link, outputsOf, type Position, type ProcessFile, pathName, type Step } from '@weft/process';
import { stepCatalog } from './step-catalog.ts';

/** The size of a step card with one port in canvas pixels, as the canvas draws it. */
export const cardSize = { width: 200, height: 64 } as const;

/** Left free between a card and what follows it, and between cards above each other. */
export const gap = { along: 40, across: 24 } as const;

const portRow = 24;

/** What a card takes below its head: one with several ports has a row for each. */
function portsHeight(step: Step): number {
  const definition = stepCatalog.steps.get(step.type)?.definition;
  const ports = definition === undefined ? 1 : outputsOf(step, definition).length;
  return ports > 1 ? ports * portRow + 9 : 0;
}

/**
 * Places for all steps, read from left to right along the links, as far apart as links and their names need. The heads of
 * cards stand in line, and what follows the ports of a step stands in the order of the ports.
 */
export function tidyPositions(file: ProcessFile): Record<string, Position> {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: gap.across, ranksep: gap.along, marginx: 40, marginy: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, step] of Object.entries(file.steps))
    graph.setNode(id, { width: cardSize.width, height: cardSize.height + 2 * portsHeight(step) });
  for (const link of file.links) {
    if (Object.hasOwn(file.steps, link.from.step) && Object.hasOwn(file.steps, link.to))
      graph.setEdge(link.from.step, link.to, { width: nameWidth(file, link), height: 16, labelpos: 'c', weight: weightOf(file, link) });
  }
  layout(graph, { constraints: Object.entries(file.steps).flatMap(([id, step]) => portOrder(file, id, step)) });
  return Object.fromEntries(
    Object.keys(file.steps).map((id) => {
      const node = graph.node(id);
      return [id, { x: snap(node.x - cardSize.width / 2), y: snap(node.y - cardSize.height / 2) }];
    }),
  );
}

/** Which of two steps stands above the other, for those that follow the ports of one step and nothing else. */
function portOrder(file: ProcessFile, id: string, step: Step): Array<{ left: string; right: string }> {
  const definition = stepCatalog.steps.get(step.type)?.definition;
  const ports = definition === undefined ? [] : outputsOf(step, definition);
  if (ports.length < 2) return [];
  const followers = ports.flatMap((port) => file.links.filter((link) => link.from.step === id && link.from.port === port.id));
  const alone = followers.map((link) => link.to).filter((to) => file.links.filter((link) => link.to === to).length === 1);
  return alone.slice(1).map((right, index) => ({ left: alone[index] ?? right, right }));
}

/** The ways out of a step with several ports begin beside each other: only steps in one column can stand in the order of the ports. */
function weightOf(file: ProcessFile, { from }: Link): number {
  const step = file.steps[from.step];
  return step !== undefined && portsHeight(step) > 0 ? 16 : 1;
}

/** How wide the name of a path is drawn on its link; only links into a join show one. */
function nameWidth(file: ProcessFile, link: Link): number {
  const target = file.steps[link.to];
  const joins = target !== undefined && stepCatalog.steps.get(target.type)?.definition.role === 'join';
  return joins ? Math.min(7 * pathName(link).length, 160) : 0;
}

/** To the grid of the canvas. */
export function snap(value: number): number {
  return Math.round(value / 8) * 8;
}
