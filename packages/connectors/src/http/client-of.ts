import type { ConnectionHandle, StepTools } from '@weft/step-kit/executor';
import { type HttpClient, plainClient } from './client.ts';

/** The client of a step: that of its connection, or one of its own where it names none. */
export function clientOf(connection: string | undefined, tools: StepTools): ConnectionHandle<HttpClient> {
  if (connection !== undefined && connection !== '') return tools.connection<HttpClient>(connection);
  const client = plainClient(tools.outbound);
  return { client: async () => client };
}
