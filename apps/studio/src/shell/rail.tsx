'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Logo } from '../ui/logo.tsx';
import { Tip } from '../ui/tip.tsx';
import { openCommandPalette } from './command-palette-state.ts';
import { rooms } from './rooms.ts';
import { UserMenu } from './user-menu.tsx';

/** The way between the rooms, at the left of every page. */
export function Rail() {
  const path = usePathname();
  return (
    <nav aria-label="Rooms" className="flex w-13 shrink-0 flex-col items-center gap-1 border-r bg-sunken py-2.5">
      <Link href="/processes" aria-label="Weft, to the processes" className="mb-2 flex size-9 items-center justify-center">
        <Logo />
      </Link>
      {rooms.map(({ href, title, icon: Icon }) => {
        const here = path === href || path.startsWith(`${href}/`);
        return (
          <Tip key={href} text={title} side="right">
            <Link
              href={href}
              aria-label={title}
              aria-current={here ? 'page' : undefined}
              className={cx(
                'relative flex size-9 items-center justify-center rounded-md transition-colors duration-100 hover:bg-hover hover:text-ink',
                here
                  ? 'bg-pressed text-ink before:absolute before:inset-y-2 before:-left-2 before:w-0.75 before:rounded-r-full before:bg-accent'
                  : 'text-ink-3',
              )}
            >
              <Icon className="size-4.5" strokeWidth={1.75} />
            </Link>
          </Tip>
        );
      })}
      <div className="mt-auto flex flex-col items-center gap-1">
        <IconButton label="Search everything" shortcut="Ctrl K" onClick={openCommandPalette}>
          <Search className="size-4.5" strokeWidth={1.75} />
        </IconButton>
        <UserMenu />
      </div>
    </nav>
  );
}
