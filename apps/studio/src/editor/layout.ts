import { graphlib, layout } from '@dagrejs/dagre';
import type { Position, ProcessFile } from '@weft/process';

/** The size of a step card in canvas pixels, as the canvas draws it. */
export const cardSize = { width: 224, height: 64 } as const;

/** Places for all steps, read from left to right along the links, as far apart as links need. */
export function tidyPositions(file: ProcessFile): Record<string, Position> {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 88, marginx: 40, marginy: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of Object.keys(file.steps)) graph.setNode(id, { ...cardSize });
  for (const link of file.links) {
    if (Object.hasOwn(file.steps, link.from.step) && Object.hasOwn(file.steps, link.to)) graph.setEdge(link.from.step, link.to);
  }
  layout(graph);
  return Object.fromEntries(
    Object.keys(file.steps).map((id) => {
      const node = graph.node(id);
      return [id, { x: snap(node.x - cardSize.width / 2), y: snap(node.y - cardSize.height / 2) }];
    }),
  );
}

/** Positions for the steps of a file that has none for some of them (written by hand); undefined where all have one. */
export function missingPositions(file: ProcessFile): Record<string, Position> | undefined {
  const bare = Object.entries(file.steps).filter(([, step]) => step.position === undefined);
  return bare.length === 0 ? undefined : tidyPositions(file);
}

/** To the grid of the canvas. */
export function snap(value: number): number {
  return Math.round(value / 8) * 8;
}
