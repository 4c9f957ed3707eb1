export type * from './access-contract.ts';
export { roles } from './access-contract.ts';
export type * from './contract.ts';
export { productionEnvironment } from './contract.ts';
// to come: openDatabase({ url, poolMax }) → Database; migrate(url); the Prisma client for the studio's sign-in library
