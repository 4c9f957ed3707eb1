import type { Metadata } from 'next';
import { SchedulesRoom } from '../../../schedules/schedules-room.tsx';

export const metadata: Metadata = { title: 'Schedules' };

export default function SchedulesPage() {
  return <SchedulesRoom />;
}
