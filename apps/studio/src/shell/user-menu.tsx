'use client';

import { BookOpen, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useMe } from '../client/session.ts';
import { signOut } from '../client/sign-in.ts';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { toastProblem } from '../ui/problem-toast.ts';
import { applyTheme } from './theme.ts';

/** Who is signed in, how the studio looks, and the way out. */
export function UserMenu() {
  const me = useMe();
  const name = me.data?.name || me.data?.email || '';
  const leave = () => signOut().then(() => window.location.assign('/sign-in'), toastProblem);
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button
          type="button"
          aria-label="Account and theme"
          className="flex size-7 items-center justify-center rounded-full bg-pressed text-xs font-semibold text-ink-2 uppercase hover:bg-line-strong"
        >
          {name.slice(0, 1) || '·'}
        </button>
      }
    >
      <div className="max-w-60 px-2 py-1.5">
        <p className="truncate text-sm font-medium" title={name}>
          {name || 'Signed in'}
        </p>
        <p className="truncate text-xs text-ink-3">
          {me.data === undefined ? '' : [me.data.email, me.data.role].filter(Boolean).join(' · ')}
        </p>
      </div>
      <MenuLine />
      <MenuItem icon={<Sun />} onSelect={() => applyTheme('light')}>
        Light theme
      </MenuItem>
      <MenuItem icon={<Moon />} onSelect={() => applyTheme('dark')}>
        Dark theme
      </MenuItem>
      <MenuItem icon={<Monitor />} onSelect={() => applyTheme('system')}>
        Follow the system
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<BookOpen />} onSelect={() => window.open('/api/v1/openapi.json', '_blank')}>
        Management API
      </MenuItem>
      <MenuItem icon={<LogOut />} onSelect={leave}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
