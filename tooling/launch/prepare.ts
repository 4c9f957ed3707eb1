/** What one machine of a larger installation does before the programs start: install, migrate, build. */
import { setUp } from './set-up.ts';
import { main, Stop } from './stop.ts';

await main(async () => {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') throw new Stop('DATABASE_URL is not set; it names the PostgreSQL database to prepare.');
  await setUp((line) => console.log(line));
  const { migrate } = await import('@weft/database');
  await migrate(url);
  const { buildStudio } = await import('./build-studio.ts');
  await buildStudio();
});
