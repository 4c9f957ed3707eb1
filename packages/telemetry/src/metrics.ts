import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds. From what a small call costs to the longest time-out of an endpoint. */
const callBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

export interface Exposed {
  /** The Prometheus text exposition. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface GatewayMetrics extends Exposed {
  /** Answered requests of endpoints. `outcome` says what became of it: `replied`, `ended`, `waiting` (202), `refused`, `failed`. */
  readonly calls: Counter<'method' | 'status' | 'outcome'>;
  readonly callSeconds: Histogram<'outcome'>;
  /** Accepted calls that wait for an answer now. */
  readonly inFlight: Gauge;
  readonly queueDepth: Gauge;
  readonly routeRevision: Gauge;
  readonly routes: Gauge;
  readonly bytesReceived: Counter;
}

export interface WorkerMetrics extends Exposed {
  /** Ended executions. */
  readonly executions: Counter<'status'>;
  readonly executionSeconds: Histogram<'status'>;
  /** From acceptance to take-up. */
  readonly queuedSeconds: Histogram;
  readonly running: Gauge;
  readonly takenUpAgain: Counter;
  readonly givenUp: Counter;
  /** `taken` by a waiting caller, `shelved` for the status URL, `lost`. */
  readonly replies: Counter<'outcome'>;
  readonly recordsPending: Gauge;
  readonly recordFailures: Counter;
  /** What was removed after its time, by its kind. */
  readonly purged: Counter<'kind'>;
  readonly purgeSeconds: Histogram;
}

function registry(): Registry {
  const made = new Registry();
  collectDefaultMetrics({ register: made, prefix: 'weft_' });
  return made;
}

function exposed(register: Registry): Exposed {
  return { text: () => register.metrics(), contentType: register.contentType };
}

/** The metrics of a gateway, in a registry of their own. */
export function createGatewayMetrics(): GatewayMetrics {
  const register = registry();
  const registers = [register];
  return {
    ...exposed(register),
    calls: new Counter({
      name: 'weft_calls_total',
      help: 'Requests to endpoints that were answered.',
      labelNames: ['method', 'status', 'outcome'],
      registers,
    }),
    callSeconds: new Histogram({
      name: 'weft_call_seconds',
      help: 'From the request to the begin of its answer.',
      labelNames: ['outcome'],
      buckets: callBuckets,
      registers,
    }),
    inFlight: new Gauge({ name: 'weft_calls_in_flight', help: 'Calls that wait for an answer.', registers }),
    queueDepth: new Gauge({ name: 'weft_queue_depth', help: 'Calls that wait for a worker, as last sampled.', registers }),
    routeRevision: new Gauge({ name: 'weft_route_revision', help: 'The revision of the route table in use.', registers }),
    routes: new Gauge({ name: 'weft_routes', help: 'Endpoints that are served.', registers }),
    bytesReceived: new Counter({ name: 'weft_body_bytes_received_total', help: 'Bytes of request bodies.', registers }),
  };
}

/** The metrics of a worker, in a registry of their own. */
export function createWorkerMetrics(): WorkerMetrics {
  const register = registry();
  const registers = [register];
  return {
    ...exposed(register),
    executions: new Counter({ name: 'weft_executions_total', help: 'Executions that ended here.', labelNames: ['status'], registers }),
    executionSeconds: new Histogram({
      name: 'weft_execution_seconds',
      help: 'From take-up to end.',
      labelNames: ['status'],
      buckets: callBuckets,
      registers,
    }),
    queuedSeconds: new Histogram({ name: 'weft_queued_seconds', help: 'From acceptance to take-up.', buckets: callBuckets, registers }),
    running: new Gauge({ name: 'weft_executions_running', help: 'Executions that run now.', registers }),
    takenUpAgain: new Counter({ name: 'weft_executions_taken_up_again_total', help: 'Take-ups after the first.', registers }),
    givenUp: new Counter({ name: 'weft_executions_given_up_total', help: 'Executions failed as WORKER_KILLED.', registers }),
    replies: new Counter({ name: 'weft_replies_total', help: 'Replies by what became of them.', labelNames: ['outcome'], registers }),
    recordsPending: new Gauge({ name: 'weft_records_pending', help: 'Executions whose record waits to be written.', registers }),
    recordFailures: new Counter({
      name: 'weft_record_failures_total',
      help: 'Batches of records that could not be written at first.',
      registers,
    }),
    purged: new Counter({ name: 'weft_purged_total', help: 'What was removed after its time.', labelNames: ['kind'], registers }),
    purgeSeconds: new Histogram({
      name: 'weft_purge_seconds',
      help: 'A round of removing what has had its time.',
      buckets: callBuckets,
      registers,
    }),
  };
}
