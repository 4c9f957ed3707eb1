import type { Stats } from 'node:fs';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3659 §2.3: `YYYYMMDDHHMMSS` in UTC. */
export function timeText(time: Date): string {
  return time.toISOString().replace(/\D/g, '').slice(0, 14);
}

/** A line of MLSD (RFC 3659 §7.2). */
export function mlsdLine(name: string, file: Stats): string {
  return `type=${file.isDirectory() ? 'dir' : 'file'};size=${file.size};modify=${timeText(file.mtime)}; ${name}\r\n`;
}

/** A line as `ls -l` writes it, which is what most servers answer to LIST. */
export function listLine(name: string, file: Stats): string {
  const day = `${months[file.mtime.getUTCMonth()]} ${String(file.mtime.getUTCDate()).padStart(2)}`;
  return `${file.isDirectory() ? 'd' : '-'}rw-r--r-- 1 weft weft ${String(file.size).padStart(12)} ${day}  ${file.mtime.getUTCFullYear()} ${name}\r\n`;
}

/** A line as the servers of Windows write it: `11-20-26  06:00AM                    3 a.csv`. */
export function dosLine(name: string, file: Stats): string {
  const [year, month, day] = file.mtime.toISOString().slice(0, 10).split('-');
  const hours = file.mtime.getUTCHours();
  const clock = `${String(hours % 12 || 12).padStart(2, '0')}:${String(file.mtime.getUTCMinutes()).padStart(2, '0')}${hours < 12 ? 'AM' : 'PM'}`;
  const size = file.isDirectory() ? '<DIR>'.padEnd(20) : String(file.size).padStart(20);
  return `${month}-${day}-${year?.slice(2)}  ${clock} ${size} ${name}\r\n`;
}
