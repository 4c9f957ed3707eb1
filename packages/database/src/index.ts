export type * from './access-contract.ts';
export { roles } from './access-contract.ts';
export type * from './contract.ts';
export { productionEnvironment } from './contract.ts';
export type * from './durability-contract.ts';
export { newId } from './id.ts';
export { migrate } from './migrate.ts';
export { type OpenDatabaseOptions, openDatabase } from './open-database.ts';
export * from './retention-contract.ts';
