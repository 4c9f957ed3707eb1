/** How the studio looks: `system` follows the operating system. */
export type Theme = 'system' | 'light' | 'dark';

/** The cookie the server reads, so that the first paint already has the right colours. */
export const themeCookie = 'weft-theme';

export function parseTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Applies a theme at once and remembers it for a year. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser yet
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

/** The theme now in force. */
function currentTheme(): Theme {
  return parseTheme(document.documentElement.dataset['theme']);
}

/** True where the page is dark now, whoever decided so. */
export function isDark(): boolean {
  const theme = currentTheme();
  return theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
}
