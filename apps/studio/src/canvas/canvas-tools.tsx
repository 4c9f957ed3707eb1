'use client';

import { MiniMap, Panel, useReactFlow, useStore } from '@xyflow/react';
import { Map as MapIcon, Maximize, Minus, Plus, Workflow } from 'lucide-react';
import { memo } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import type { CardNode } from './canvas-model.ts';
import { fitOptions } from './use-kept-in-view.ts';

export interface CanvasToolsProps {
  readonly mapShown: boolean;
  readonly onToggleMap: () => void;
  readonly tidyUp: (() => void) | undefined;
}

const stateColors = {
  running: 'var(--color-run)',
  succeeded: 'var(--color-ok)',
  failed: 'var(--color-bad)',
  cancelled: 'var(--color-warn)',
} as const;

/** Zoom, fit, the little map and tidying up, at the lower left. */
export function CanvasTools({ mapShown, onToggleMap, tidyUp }: CanvasToolsProps) {
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow();
  const zoom = useStore((state) => state.transform[2]);
  const fit = () => fitView({ ...fitOptions, duration: 120 });
  return (
    <>
      <Panel position="bottom-left" className="!m-3">
        <div role="toolbar" aria-label="Canvas view" className="flex items-center rounded-lg border bg-raised p-0.5 shadow-card">
          <IconButton label="Zoom out" size="small" onClick={() => zoomOut({ duration: 100 })}>
            <Minus className="size-3.5" />
          </IconButton>
          <button
            type="button"
            aria-label="Zoom to 100 %"
            className="h-6 w-11 rounded-md text-2xs text-ink-2 tabular hover:bg-hover"
            onClick={() => zoomTo(1, { duration: 100 })}
          >
            {Math.round(zoom * 100)} %
          </button>
          <IconButton label="Zoom in" size="small" onClick={() => zoomIn({ duration: 100 })}>
            <Plus className="size-3.5" />
          </IconButton>
          <span className="mx-0.5 h-4 w-px bg-line" />
          <IconButton label="Fit the process into view" size="small" onClick={fit}>
            <Maximize className="size-3.5" />
          </IconButton>
          <IconButton label="Overview map" size="small" pressed={mapShown} onClick={onToggleMap}>
            <MapIcon className="size-3.5" />
          </IconButton>
          {tidyUp === undefined ? null : (
            <IconButton
              label="Tidy up"
              size="small"
              onClick={() => {
                tidyUp();
                requestAnimationFrame(() => requestAnimationFrame(fit));
              }}
            >
              <Workflow className="size-3.5" />
            </IconButton>
          )}
        </div>
      </Panel>
      {mapShown ? <OverviewMap /> : null}
    </>
  );
}

const mapStyle = { width: 176, height: 112 };

function mapColor(card: CardNode): string {
  return card.data.run === undefined ? 'var(--color-line-strong)' : stateColors[card.data.run.status];
}

/** Memoised with everything it is given, as it would draw each of its cards again with each frame of a drag. */
const OverviewMap = memo(function OverviewMap() {
  return (
    <MiniMap<CardNode>
      pannable
      zoomable
      ariaLabel="Overview map"
      className="!m-3"
      style={mapStyle}
      nodeBorderRadius={12}
      nodeColor={mapColor}
    />
  );
});
