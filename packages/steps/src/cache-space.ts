import { field } from '@weft/step-kit';
import type { ExecutionInfo } from '@weft/step-kit/executor';

/** The fields by which the steps of a cache find each other. */
export const cacheFields = {
  cache: field
    .text({ title: 'Cache', description: 'Its name: what is put into a cache is found by the steps that name the same one.' })
    .regex(/^[A-Za-z0-9][\w .-]{0,59}$/, 'The name of a cache has letters, digits, spaces, dots, dashes and underscores, at most 60.')
    .default('default'),
  sharedBy: field
    .select(['process', 'environment'], {
      title: 'Shared by',
      description: 'Who finds it: the executions of this process, or those of all processes of the environment.',
    })
    .default('process'),
  key: field
    .template({
      title: 'Key',
      description: 'By what it is found again, with {{ expressions }} inside.',
      placeholder: 'customer/{{ param_customerId }}',
    })
    .min(1, 'The key is empty.'),
};

/** The part of the store that a cache is. */
export function cacheSpace(
  { cache, sharedBy }: { readonly cache: string; readonly sharedBy: 'process' | 'environment' },
  { processId }: ExecutionInfo,
): string {
  return sharedBy === 'process' ? `cache:process:${processId}:${cache}` : `cache:environment:${cache}`;
}
