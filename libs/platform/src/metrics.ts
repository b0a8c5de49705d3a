import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const requestSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const batchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** One registry an application, so that several services in one process keep their figures apart. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly decisions: Counter<'outcome'>;
  readonly queue: Gauge;
  readonly batches: Histogram;
  readonly lag: Gauge<'subscription' | 'log'>;
  readonly paused: Gauge<'what'>;
  readonly messages: Counter<'consumer' | 'outcome'>;
  readonly announced: Counter;
  readonly parked: Gauge<'what'>;
  readonly due: Gauge;
  readonly #refreshers: (() => Promise<void>)[] = [];

  constructor(service: string) {
    const registers = [this.registry];
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'xunbu_http_request_seconds', help: 'Time from the first byte of a request to the end of its answer', labelNames: ['method', 'route', 'status'], buckets: requestSeconds, registers,
    }); // prettier-ignore
    this.decisions = new Counter({
      name: 'xunbu_decisions_total',
      help: 'Decisions by what came of them',
      labelNames: ['outcome'],
      registers,
    });
    this.queue = new Gauge({ name: 'xunbu_decisions_waiting', help: 'Decisions waiting for the writer of the log', registers });
    this.batches = new Histogram({
      name: 'xunbu_batch_decisions',
      help: 'Decisions that one transaction of the writer answered',
      buckets: batchSizes,
      registers,
    });
    this.lag = new Gauge({
      name: 'xunbu_subscription_lag',
      help: 'Facts that a subscription has yet to read',
      labelNames: ['subscription', 'log'],
      registers,
    });
    this.paused = new Gauge({
      name: 'xunbu_paused',
      help: '1 while a subscription or consumer waits for something that is down',
      labelNames: ['what'],
      registers,
    });
    this.messages = new Counter({
      name: 'xunbu_messages_total',
      help: 'Messages by consumer and outcome',
      labelNames: ['consumer', 'outcome'],
      registers,
    });
    this.announced = new Counter({ name: 'xunbu_announced_total', help: 'Messages published', registers });
    this.parked = new Gauge({ name: 'xunbu_parked', help: 'What waits for an operator', labelNames: ['what'], registers });
    this.due = new Gauge({ name: 'xunbu_due', help: 'Rows that are due and not done', registers });
  }

  /** Called before the figures are read, for gauges that stand in the database. */
  onRead(refresh: () => Promise<void>): void {
    this.#refreshers.push(refresh);
  }

  async read(): Promise<string> {
    await Promise.allSettled(this.#refreshers.map((refresh) => refresh()));
    return this.registry.metrics();
  }
}
