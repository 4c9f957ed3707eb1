import type { ProcessFile } from '@weft/process';
import { type Connection, type OnConnectEnd, useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import type { CanvasEdits } from './canvas-edits.ts';
import type { CardNode, LinkEdge } from './canvas-model.ts';

/** Dragging from port to port, from a port onto a card, and from a port into the void. */
export function useConnecting(file: ProcessFile, edits: CanvasEdits | undefined) {
  const { screenToFlowPosition, getNode } = useReactFlow<CardNode, LinkEdge>();

  const fits = useCallback(
    (source: string, port: string, target: string): boolean => {
      if (source === target || getNode(target)?.data.takesInput !== true) return false;
      const there = file.links.some((link) => link.from.step === source && link.from.port === port && link.to === target);
      return !there && !leadsTo(file, target, source);
    },
    [file, getNode],
  );
  const isValid = useCallback(
    ({ source, sourceHandle, target }: Connection | LinkEdge) => fits(source, sourceHandle ?? '', target),
    [fits],
  );
  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => edits?.connect({ step: source, port: sourceHandle ?? '' }, target),
    [edits],
  );
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, state) => {
      if (edits === undefined || state.isValid === true || state.fromHandle?.type !== 'source' || state.fromNode === null) return;
      const from = { step: state.fromNode.id, port: state.fromHandle.id ?? '' };
      const pointer = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (pointer === undefined) return;
      const screen = { x: pointer.clientX, y: pointer.clientY };
      const card = cardUnder(screen.x, screen.y);
      if (card === from.step) return;
      if (card !== undefined) {
        if (fits(from.step, from.port, card)) edits.connect(from, card);
        return;
      }
      const { x, y } = screenToFlowPosition(screen);
      edits.requestAdd({ from, screen, place: { x, y: y - 31 } });
    },
    [edits, fits, screenToFlowPosition],
  );
  return { isValid, onConnect, onConnectEnd };
}

function cardUnder(x: number, y: number): string | undefined {
  return document.elementFromPoint(x, y)?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
}

/** True where links lead from one step to another: a link back would close a circle. */
function leadsTo(file: ProcessFile, from: string, to: string): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    for (const link of file.links) {
      if (link.from.step !== at || seen.has(link.to)) continue;
      seen.add(link.to);
      open.push(link.to);
    }
  }
  return false;
}
