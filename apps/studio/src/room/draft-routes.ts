import type { ProcessFile } from '@weft/process';
import type { RouteSpec, ScheduleSpec } from '@weft/step-kit';
import { stepCatalog } from '../editor/step-catalog.ts';

/** The addresses that the draft asks for, as far as its start steps are filled in. */
export function draftRoutes(file: ProcessFile): RouteSpec[] {
  return Object.values(file.steps).flatMap((step) => {
    const definition = stepCatalog.steps.get(step.type)?.definition;
    const config = definition?.config.safeParse(step.config);
    return (config?.success ? definition?.routes?.(config.data) : undefined) ?? [];
  });
}

/** When the draft wants to be started by the clock, as far as its start step is filled in. */
export function draftSchedule(file: ProcessFile): ScheduleSpec | undefined {
  for (const step of Object.values(file.steps)) {
    const definition = stepCatalog.steps.get(step.type)?.definition;
    const config = definition?.config.safeParse(step.config);
    const schedule = config?.success ? definition?.schedule?.(config.data) : undefined;
    if (schedule !== undefined) return schedule;
  }
  return undefined;
}

/** True where the draft begins by the clock, filled in or not. */
export function beginsByTheClock(file: ProcessFile): boolean {
  return Object.values(file.steps).some((step) => stepCatalog.steps.get(step.type)?.definition.schedule !== undefined);
}

/** The names of a path's parameters: `orders/{orderId}` has `orderId`. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
}

/** A line for a terminal that calls the endpoint; parameters become `1`. */
export function curlLine({
  url,
  methods,
  authentication,
}: Pick<RouteSpec, 'methods' | 'authentication'> & { readonly url: string }): string {
  const method = methods.includes('GET') ? 'GET' : (methods[0] ?? 'GET');
  const parts = ['curl -i'];
  if (method !== 'GET') parts.push(`-X ${method}`);
  if (authentication === 'api-key') parts.push("-H 'X-API-Key: YOUR_KEY'");
  if (authentication === 'basic') parts.push("-u 'NAME:KEY'");
  if (method !== 'GET' && method !== 'DELETE') parts.push("-H 'Content-Type: application/json' -d '{}'");
  parts.push(`'${url.replaceAll(/\{[^}]+\}/g, '1')}'`);
  return parts.join(' ');
}
