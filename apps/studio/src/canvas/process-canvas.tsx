'use client';

import type { ExecutionTrace, Position, ProcessFile, ProcessIssue } from '@weft/process';
import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  type NodeMouseHandler,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from '@xyflow/react';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { stepCatalog } from '../editor/step-catalog.ts';
import { type CanvasActions, CanvasContext, DropLinkContext } from './canvas-context.tsx';
import type { CanvasEdits, Selection } from './canvas-edits.ts';
import { type CardNode, cardsOf, linksOf } from './canvas-model.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { ProcessLink } from './process-link.tsx';
import { StepCard } from './step-card.tsx';
import { useCanvasCards } from './use-canvas-cards.ts';
import { useCanvasDrops } from './use-canvas-drops.ts';
import { useConnecting } from './use-connecting.ts';
import { useKeptInView } from './use-kept-in-view.ts';
import { useReveal } from './use-reveal.ts';
import './canvas.css';

const cardTypes = { step: StepCard };
const linkTypes = { link: ProcessLink };
// Outside, as React Flow draws everything again for a new object.
const snapGrid: [number, number] = [8, 8];
const panButtons = [1, 2];
const proOptions = { hideAttribution: false };

export interface ProcessCanvasProps {
  readonly file: ProcessFile;
  readonly issues: readonly ProcessIssue[];
  readonly trace: ExecutionTrace | undefined;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly edits?: CanvasEdits | undefined;
  readonly onOpenStep?: (id: string) => void;
  /** Lies over the canvas. */
  readonly children?: ReactNode;
}

/** The process as a drawing. The only part of the studio that knows React Flow. */
export function ProcessCanvas(props: ProcessCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ file, issues, trace, selection, onSelect, edits, onOpenStep, children }: ProcessCanvasProps) {
  const input = useMemo(() => ({ file, catalog: stepCatalog, issues, trace }), [file, issues, trace]);
  const cards = useMemo(() => cardsOf(input), [input]);
  const links = useMemo(() => linksOf(input), [input]);
  const flow = useCanvasCards(cards, links, selection, onSelect);
  const drops = useCanvasDrops(edits);
  const connecting = useConnecting(file, edits);
  const readOnly = edits === undefined;
  const box = useRef<HTMLElement>(null);
  const view = useKeptInView(box, file, selection.steps.length > 0);
  const [mapChosen, setMapChosen] = useState<boolean | undefined>(undefined);
  const mapShown = mapChosen ?? !view.whole;
  useReveal(box, selection.steps.length === 1 ? selection.steps[0] : undefined);

  const actions = useMemo<CanvasActions>(
    () => ({
      readOnly,
      removeLink: (index) => edits?.removeLink(index),
      openQuickAdd: (from, element) => edits?.requestAdd({ from, place: undefined, screen: besideOf(element) }),
      openInsert: (link, element) => edits?.requestAdd({ link, place: undefined, screen: besideOf(element) }),
    }),
    [readOnly, edits],
  );

  const openStep = useCallback<NodeMouseHandler<CardNode>>((_, card) => onOpenStep?.(card.id), [onOpenStep]);

  return (
    <CanvasContext value={actions}>
      <section
        ref={box}
        aria-label="Canvas"
        className="relative size-full"
        onDragOver={drops.onDragOver}
        onDragLeave={drops.onDragLeave}
        onDrop={drops.onDrop}
      >
        <DropLinkContext value={drops.dropLink}>
          <ReactFlow
            nodes={flow.cards}
            edges={flow.links}
            nodeTypes={cardTypes}
            edgeTypes={linkTypes}
            onNodesChange={flow.onCardsChange}
            onEdgesChange={flow.onLinksChange}
            onNodeDrag={drops.onCardDrag}
            onNodeDragStop={drops.onCardDragStop}
            onNodeDoubleClick={openStep}
            onConnect={connecting.onConnect}
            onConnectEnd={connecting.onConnectEnd}
            isValidConnection={connecting.isValid}
            connectionLineType={ConnectionLineType.SmoothStep}
            connectionRadius={28}
            connectOnClick={false}
            nodesDraggable={!readOnly}
            nodesConnectable={!readOnly}
            snapToGrid
            snapGrid={snapGrid}
            selectionOnDrag
            selectionMode={SelectionMode.Partial}
            panOnDrag={panButtons}
            panOnScroll
            zoomOnDoubleClick={false}
            minZoom={0.15}
            maxZoom={2}
            onMoveStart={view.onMoveStart}
            deleteKeyCode={null}
            // Space would be taken from Monaco, which React Flow does not know for a text field.
            panActivationKeyCode={null}
            disableKeyboardA11y
            elevateNodesOnSelect={false}
            proOptions={proOptions}
            attributionPosition="top-right"
          >
            <Background variant={BackgroundVariant.Dots} gap={16} size={1.25} />
            <CanvasTools mapShown={mapShown} onToggleMap={() => setMapChosen(!mapShown)} tidyUp={edits?.tidyUp} />
          </ReactFlow>
        </DropLinkContext>
        {children}
      </section>
    </CanvasContext>
  );
}

function besideOf(element: Element): Position {
  const { right, top } = element.getBoundingClientRect();
  return { x: right + 10, y: top - 12 };
}
