import { Activity, CalendarClock, Globe, Inbox, type LucideIcon, Plug, Settings, Workflow } from 'lucide-react';

export interface RoomLink {
  readonly href: string;
  readonly title: string;
  readonly icon: LucideIcon;
}

/** The rooms of the studio, in the order of the rail. */
export const rooms: readonly RoomLink[] = [
  { href: '/processes', title: 'Processes', icon: Workflow },
  { href: '/endpoints', title: 'Endpoints', icon: Globe },
  { href: '/schedules', title: 'Schedules', icon: CalendarClock },
  { href: '/executions', title: 'Executions', icon: Activity },
  { href: '/parked', title: 'Parked documents', icon: Inbox },
  { href: '/connections', title: 'Connections', icon: Plug },
  { href: '/settings', title: 'Settings', icon: Settings },
];
