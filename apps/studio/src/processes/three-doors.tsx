'use client';

import { ArrowRight, FileUp, PenLine, Play, Shapes } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { ProcessResource } from '../client/resources.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';

export interface ThreeDoorsProps {
  readonly processes: readonly ProcessResource[];
  readonly onDraw: () => void;
  readonly onTemplate: (id: string) => void;
  readonly onImport: () => void;
}

/** For the first minutes: open an example, begin with one, or draw your own. */
export function ThreeDoors({ processes, onDraw, onTemplate, onImport }: ThreeDoorsProps) {
  const router = useRouter();
  const example = processes.find((process) => process.id.includes('mashup')) ?? processes.find((process) => process.live !== null);
  return (
    <section aria-label="Ways to begin" className="mx-auto grid max-w-5xl gap-4 p-6 pt-10 md:grid-cols-3">
      {example === undefined ? (
        <Door
          icon={<FileUp />}
          title="Import a process"
          text="Open a process file: an export of Weft, or one written by hand."
          onClick={onImport}
        />
      ) : (
        <Door
          icon={<Play />}
          title={`Open “${example.name}”`}
          text="A finished process, live already. Press Try it and watch its steps light up."
          onClick={() => router.push(`/processes/${example.id}`)}
        />
      )}
      {processes.length === 0 ? (
        <Door
          icon={<Shapes />}
          title="From a template"
          text="No examples are installed here. Start Weft with the demo on to get them."
          disabled
        />
      ) : (
        <Menu
          align="start"
          trigger={
            <Door icon={<Shapes />} title="Start from a template" text="Take a copy of an example and change it until it is yours." />
          }
        >
          {processes.map((process) => (
            <MenuItem key={process.id} onSelect={() => onTemplate(process.id)}>
              {process.name}
            </MenuItem>
          ))}
        </Menu>
      )}
      <Door
        icon={<PenLine />}
        title="Draw your own"
        text="An empty canvas and four hints. The first one takes about two minutes."
        onClick={onDraw}
      />
    </section>
  );
}

interface DoorProps extends React.ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
}

function Door({ icon, title, text, ...rest }: DoorProps) {
  return (
    <button
      type="button"
      {...rest}
      className="group flex flex-col items-start gap-2 rounded-xl border bg-raised p-4.5 text-left shadow-card transition-colors duration-100 hover:border-accent disabled:cursor-default disabled:opacity-60 disabled:hover:border-line"
    >
      <span className="text-ink-3 group-hover:text-accent group-disabled:text-ink-3 [&>svg]:size-5">{icon}</span>
      <span className="flex w-full items-center gap-1.5 text-base font-semibold">
        <span className="truncate">{title}</span>
        <ArrowRight
          className="size-3.5 shrink-0 opacity-0 transition-opacity duration-100 group-hover:opacity-100 group-disabled:opacity-0"
          aria-hidden
        />
      </span>
      <span className="text-sm text-ink-2">{text}</span>
    </button>
  );
}
