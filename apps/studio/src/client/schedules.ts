import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from './api.ts';
import type { StartedExecution } from './executions.ts';
import type { ScheduleResource } from './resources.ts';

const path = (id: string) => `/schedules/${encodeURIComponent(id)}`;

/** Everything that the clock starts, kept up to date. */
export function useSchedules() {
  return useQuery({
    queryKey: ['schedules'],
    queryFn: async ({ signal }) => (await callApi<{ schedules: ScheduleResource[] }>('/schedules', { signal })).schedules,
    refetchInterval: 5_000,
  });
}

/** The schedule that starts a process; undefined where it has none. */
export function useScheduleOf(processId: string): ScheduleResource | undefined {
  return useSchedules().data?.find((schedule) => schedule.processId === processId);
}

/** Holds a schedule, or lets it go on; the switch moves at once and goes back where it is refused. */
export function usePauseSchedule(id: string) {
  const client = useQueryClient();
  const queryKey = ['schedules'];
  return useMutation({
    mutationFn: (paused: boolean) => callApi<ScheduleResource>(path(id), { method: 'PATCH', body: { paused } }),
    onSuccess: (changed) =>
      client.setQueryData<ScheduleResource[]>(queryKey, (before) => before?.map((one) => (one.id === id ? changed : one))),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

/** Starts now what the schedule starts; its next time stays. */
export function useRunSchedule(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi<StartedExecution>(`${path(id)}/run`, { method: 'POST', body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['executions'] }),
  });
}
