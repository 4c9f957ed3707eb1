import type { ProcessFile } from '@weft/process';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { fetchProcess, useCreateProcess } from '../client/processes.ts';
import type { ProcessResource } from '../client/resources.ts';
import { toastProblem } from '../ui/problem-toast.ts';
import { blankProcess, freeName } from './new-process.ts';
import { pickProcessFile } from './process-file-io.ts';

/** The ways to come to a new process: blank, from a file, as a copy. Each opens it. */
export function useProcessActions(processes: readonly ProcessResource[]) {
  const router = useRouter();
  const create = useCreateProcess();
  const names = processes.map((process) => process.name);
  const open = (file: ProcessFile) =>
    create.mutate(file, { onSuccess: (process) => router.push(`/processes/${process.id}`), onError: toastProblem });
  return {
    busy: create.isPending,
    createBlank: () => open(blankProcess(freeName('New process', names))),
    importFile: async () => {
      try {
        const file = await pickProcessFile();
        if (file !== undefined) open({ ...file, name: freeName(file.name, names) });
      } catch (thrown) {
        toast.error('The file was not imported', { description: thrown instanceof Error ? thrown.message : String(thrown) });
      }
    },
    duplicate: async (id: string) => {
      try {
        const { draft } = await fetchProcess(id);
        open({ ...draft, name: freeName(`${draft.name} copy`, names) });
      } catch (thrown) {
        toastProblem(thrown);
      }
    },
  };
}
