'use client';

import type { ExecutionTrace, Position, ProcessFile, ProcessIssue } from '@weft/process';
import { Background, BackgroundVariant, ConnectionLineType, ReactFlow, ReactFlowProvider, SelectionMode } from '@xyflow/react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { stepCatalog } from '../editor/step-catalog.ts';
import { type CanvasActions, CanvasContext } from './canvas-context.tsx';
import type { CanvasEdits, Selection } from './canvas-edits.ts';
import { cardsOf, linksOf } from './canvas-model.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { ProcessLink } from './process-link.tsx';
import { StepCard } from './step-card.tsx';
import { useCanvasCards } from './use-canvas-cards.ts';
import { useCanvasDrops } from './use-canvas-drops.ts';
import { useConnecting } from './use-connecting.ts';
import { fitOptions, useKeptInView } from './use-kept-in-view.ts';
import { useReveal } from './use-reveal.ts';
import './canvas.css';

const cardTypes = { step: StepCard };
const linkTypes = { link: ProcessLink };

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
  const [mapShown, setMapShown] = useState(false);
  const readOnly = edits === undefined;
  const box = useRef<HTMLElement>(null);
  // Asked for on an empty canvas, fitting would wait for the first step and pull it away from where it was dropped.
  const [hadSteps] = useState(() => Object.keys(file.steps).length > 0);
  const sized = useKeptInView(box, file);
  useReveal(box, selection.steps.length === 1 ? selection.steps[0] : undefined);

  const actions = useMemo<CanvasActions>(
    () => ({
      readOnly,
      dropLink: drops.dropLink,
      removeLink: (index) => edits?.removeLink(index),
      openQuickAdd: (from, element) => edits?.requestAdd({ from, place: undefined, screen: besideOf(element) }),
      openInsert: (link, element) => edits?.requestAdd({ link, place: undefined, screen: besideOf(element) }),
    }),
    [readOnly, drops.dropLink, edits],
  );

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
        <ReactFlow
          nodes={flow.cards}
          edges={flow.links}
          nodeTypes={cardTypes}
          edgeTypes={linkTypes}
          onNodesChange={flow.onCardsChange}
          onEdgesChange={flow.onLinksChange}
          onNodeDrag={drops.onCardDrag}
          onNodeDragStop={drops.onCardDragStop}
          onNodeDoubleClick={(_, node) => onOpenStep?.(node.id)}
          onConnect={connecting.onConnect}
          onConnectEnd={connecting.onConnectEnd}
          isValidConnection={connecting.isValid}
          connectionLineType={ConnectionLineType.SmoothStep}
          connectionRadius={28}
          connectOnClick={false}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          snapToGrid
          snapGrid={[8, 8]}
          selectionOnDrag
          selectionMode={SelectionMode.Partial}
          panOnDrag={[1, 2]}
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={0.15}
          maxZoom={2}
          fitView={hadSteps}
          fitViewOptions={fitOptions}
          onMoveStart={sized.onMoveStart}
          deleteKeyCode={null}
          // Space would be taken from Monaco, which React Flow does not know for a text field.
          panActivationKeyCode={null}
          disableKeyboardA11y
          elevateNodesOnSelect={false}
          proOptions={{ hideAttribution: false }}
          attributionPosition="top-right"
        >
          <Background variant={BackgroundVariant.Dots} gap={16} size={1.25} />
          <CanvasTools mapShown={mapShown} onToggleMap={() => setMapShown(!mapShown)} tidyUp={edits?.tidyUp} />
        </ReactFlow>
        {children}
      </section>
    </CanvasContext>
  );
}

function besideOf(element: Element): Position {
  const { right, top } = element.getBoundingClientRect();
  return { x: right + 10, y: top - 12 };
}
