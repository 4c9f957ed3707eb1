import { toast } from 'sonner';
import { ApiProblem } from '../client/api.ts';

/** Tells of a failed action: its title, and the sentence of the server. */
export function toastProblem(error: unknown): void {
  if (error instanceof ApiProblem) toast.error(error.title, error.message === error.title ? {} : { description: error.message });
  else toast.error(error instanceof Error ? error.message : String(error));
}
