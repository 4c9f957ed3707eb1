export { createLogger, type LogFields, type Logger, type LoggerOptions } from './logger.ts';
export { createGatewayMetrics, createWorkerMetrics, type Exposed, type GatewayMetrics, type WorkerMetrics } from './metrics.ts';
export { type StopReason, type StopRequestOptions, stopRequested } from './stop-request.ts';
