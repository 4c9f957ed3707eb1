export { type CustomerService, startCustomerService } from './customer-service.ts';
export { seedDemoDatabase } from './demo-database.ts';
