'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Toaster } from 'sonner';
import { ApiProblem } from './api.ts';

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        // What the server refused stays refused; what did not reach it may work the next time.
        retry: (failures, error) => error instanceof ApiProblem && error.isOffline && failures < 3,
      },
    },
  });
}

/** What every page of the studio stands on: server state, tips, toasts. */
export function StudioProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Tooltip.Provider delayDuration={350} skipDelayDuration={150}>
        {children}
      </Tooltip.Provider>
      <Toaster
        position="bottom-center"
        toastOptions={{
          className: 'font-sans',
          style: { background: 'var(--color-raised)', color: 'var(--color-ink)', borderColor: 'var(--color-line-strong)' },
        }}
      />
    </QueryClientProvider>
  );
}
