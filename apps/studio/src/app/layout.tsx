import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { StudioProvider } from '../client/provider.tsx';
import { parseTheme, themeCookie } from '../shell/theme.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Weft', template: '%s · Weft' },
  description: 'Draw a mashup process, publish it to an endpoint, watch it run.',
  icons: { icon: '/icon.svg' },
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body>
        <StudioProvider>{children}</StudioProvider>
      </body>
    </html>
  );
}
