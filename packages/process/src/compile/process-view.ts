import type { AnyStepDefinition, Catalog, Port, Role } from '@weft/step-kit';
import type * as z from 'zod';
import type { Link, ProcessFile, Step } from '../document/process-file.ts';
import { upgradeConfig } from './upgrade-config.ts';

/** A link and its place in the file. */
export interface ViewedLink extends Link {
  readonly index: number;
}

/** A step with all that follows from its type and its links, worked out once for every rule and for the compiler. */
export interface ViewedStep {
  readonly id: string;
  readonly step: Step;
  /** Its title, or its type's, or its id: what people call it. */
  readonly title: string;
  /** undefined where the type is unknown. */
  readonly definition: AnyStepDefinition | undefined;
  readonly role: Role | undefined;
  /** The upgraded config and what its schema says; undefined where the type is unknown or the config is newer than it. */
  readonly config: ViewedConfig | undefined;
  /** undefined where the config is not valid. */
  readonly ports: readonly Port[] | undefined;
  readonly incoming: readonly ViewedLink[];
  readonly outgoing: readonly ViewedLink[];
}

type ViewedConfig =
  | { readonly valid: true; readonly raw: Record<string, unknown>; readonly value: Record<string, unknown> }
  | { readonly valid: false; readonly raw: Record<string, unknown>; readonly issues: readonly z.core.$ZodIssue[] };

/** A process file seen through a catalog. */
export interface ProcessView {
  readonly file: ProcessFile;
  readonly catalog: Catalog;
  readonly steps: ReadonlyMap<string, ViewedStep>;
  readonly links: readonly ViewedLink[];
  /** The only start step, where there is exactly one. */
  readonly start: ViewedStep | undefined;
  /** Steps that a document can reach from {@link ProcessView.start}, itself included; empty without one. */
  readonly reachable: ReadonlySet<string>;
}

/** Pure; never throws, whatever the file holds. */
export function viewProcess(file: ProcessFile, catalog: Catalog): ProcessView {
  const links = file.links.map((link, index) => ({ ...link, index }));
  const incoming = Map.groupBy(links, (link) => link.to);
  const outgoing = Map.groupBy(links, (link) => link.from.step);
  const steps = new Map(
    Object.entries(file.steps).map(([id, step]) => [id, viewStep(id, step, catalog, incoming.get(id) ?? [], outgoing.get(id) ?? [])]),
  );
  const starts = [...steps.values()].filter(({ role }) => role === 'start');
  const start = starts.length === 1 ? starts[0] : undefined;
  return { file, catalog, steps, links, start, reachable: start === undefined ? new Set() : reachableFrom(start, steps) };
}

function viewStep(id: string, step: Step, catalog: Catalog, incoming: readonly ViewedLink[], outgoing: readonly ViewedLink[]): ViewedStep {
  const definition = catalog.steps.get(step.type)?.definition;
  const config = definition === undefined || step.version > definition.version ? undefined : viewConfig(step, definition);
  const title = step.title ?? definition?.title ?? id;
  const ports = config?.valid ? definition?.ports(config.value) : undefined;
  return { id, step, title, definition, role: definition?.role, config, ports, incoming, outgoing };
}

function viewConfig(step: Step, definition: AnyStepDefinition): ViewedConfig {
  const raw = upgradedOrRaw(step, definition);
  const parsed = definition.config.safeParse(raw);
  return parsed.success ? { valid: true, raw, value: parsed.data } : { valid: false, raw, issues: parsed.error.issues };
}

/** An upgrade may trip over a config that was never valid; the schema then tells what is wrong with it. */
function upgradedOrRaw(step: Step, definition: AnyStepDefinition): Record<string, unknown> {
  try {
    return upgradeConfig(step, definition);
  } catch {
    return step.config;
  }
}

function reachableFrom(start: ViewedStep, steps: ReadonlyMap<string, ViewedStep>): ReadonlySet<string> {
  const seen = new Set([start.id]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { to } of at.outgoing) {
      const next = steps.get(to);
      if (next === undefined || seen.has(to)) continue;
      seen.add(to);
      open.push(next);
    }
  }
  return seen;
}
