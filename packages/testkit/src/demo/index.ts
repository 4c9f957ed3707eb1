export { seedDemoDatabase } from './demo-database.ts';
export { demoTablesOfMySql } from './mysql-tables.ts';
export { type OrderFiles, startOrderFiles } from './order-files.ts';
export { type Surroundings, startSurroundings } from './surroundings.ts';
export { startWebServices, type WebServices } from './web-services.ts';
