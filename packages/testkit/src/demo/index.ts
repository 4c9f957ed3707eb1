export { type CustomerService, startCustomerService } from './customer-service.ts';
export { seedDemoDatabase } from './demo-database.ts';
export { type OrderFiles, startOrderFiles } from './order-files.ts';
