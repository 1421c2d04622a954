import { MessageChannel, type Worker } from 'node:worker_threads';
import type { Timers } from '#capabilities/timers.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import type { PlanMessage } from './plan-message.ts';
import type { PlanRequest } from './plan-request.ts';
import { startRunThread } from './start-run-thread.ts';

export interface PlanThreadOptions {
  readonly entry: URL;
  readonly timers: Timers;
  readonly breathe: () => Promise<void>;
  /** From so many bytes on a request is computed by two threads. */
  readonly largeBytes?: number;
}

interface Waiting {
  resolve(document: PlanDocument): void;
  reject(error: Error): void;
}

/** Threads that nobody asked for this long are ended: they hold memory. */
const idleMilliseconds = 600_000;

/** A request of so many bytes is worth a second thread. */
const usuallyLarge = 500_000;

/** Computes plans in a thread of its own, large ones in two, started for the first and kept for the next. */
export class PlanThread {
  readonly #options: PlanThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #maker: Worker | undefined;
  #helper: Worker | undefined;
  #count = 0;
  #stopIdle: () => void = () => undefined;

  constructor(options: PlanThreadOptions) {
    this.#options = options;
  }

  /** Rejects when the thread fails; the next call starts another. */
  async compute(request: PlanRequest): Promise<PlanDocument> {
    const bytes = await encode(request, this.#options.breathe);
    this.#stopIdle();
    this.#count += 1;
    const id = this.#count;
    try {
      return await new Promise<PlanDocument>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        this.#ask(id, bytes);
      });
    } finally {
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) {
        this.#stopIdle = this.#options.timers.after(idleMilliseconds, () => void this.close(), 'background');
      }
    }
  }

  async close(): Promise<void> {
    this.#stopIdle();
    const workers = [this.#maker, this.#helper];
    this.#maker = undefined;
    this.#helper = undefined;
    await Promise.all(workers.flatMap((worker) => worker?.terminate() ?? []));
  }

  #ask(id: number, request: SharedArrayBuffer): void {
    const maker = (this.#maker ??= this.#startMaker());
    if (request.byteLength < (this.#options.largeBytes ?? usuallyLarge)) {
      maker.postMessage({ id, request } satisfies PlanMessage['question']);
      return;
    }
    const helper = (this.#helper ??= this.#startHelper());
    const seeds = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const { port1, port2 } = new MessageChannel();
    const ask = (worker: Worker, role: 'maker' | 'helper', port: typeof port1): void =>
      worker.postMessage({ id, request, shared: { seeds, port, role } } satisfies PlanMessage['question'], [port]);
    ask(maker, 'maker', port1);
    ask(helper, 'helper', port2);
  }

  #startMaker(): Worker {
    const worker = this.#start();
    const fail = (error: Error): void => {
      if (this.#maker === worker) this.#maker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
    };
    worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => fail(new Error(`the thread for plans ended with code ${code}`)));
    worker.on('message', (answer: PlanMessage['answer']) => {
      const waiting = this.#waiting.get(answer.id);
      if ('failure' in answer) waiting?.reject(new Error(`a plan could not be computed: ${answer.failure}`));
      else waiting?.resolve(JSON.parse(new TextDecoder().decode(answer.document)) as PlanDocument);
    });
    return worker;
  }

  /** One that fails takes nothing with it: its port closes, and the maker runs what is missing. */
  #startHelper(): Worker {
    const worker = this.#start();
    const gone = (): void => {
      if (this.#helper === worker) this.#helper = undefined;
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    return worker;
  }

  #start(): Worker {
    const worker = startRunThread(this.#options.entry, 'plans');
    worker.unref();
    return worker;
  }
}

/** JSON as bytes, made piece by piece: a large cluster is megabytes, and others have to have their turn meanwhile. */
async function encode(
  { change, providerType, snapshot }: PlanRequest,
  breathe: () => Promise<void>,
): Promise<SharedArrayBuffer> {
  const { journals, objects, workloads, ...rest } = snapshot;
  const parts: string[] = [
    `{"change":${JSON.stringify(change)},"providerType":${JSON.stringify(providerType)},"snapshot":{`,
  ];
  parts.push(JSON.stringify(rest).slice(1, -1));
  const list = async (items: readonly unknown[]): Promise<void> => {
    parts.push('[');
    for (const [index, item] of items.entries()) {
      parts.push(index === 0 ? '' : ',', JSON.stringify(item));
      await breathe();
    }
    parts.push(']');
  };
  const map = async (entries: readonly (readonly [string, unknown])[]): Promise<void> => {
    parts.push('{');
    for (const [index, [name, value]] of entries.entries()) {
      parts.push(index === 0 ? '' : ',', JSON.stringify(name), ':', JSON.stringify(value));
      await breathe();
    }
    parts.push('}');
  };
  parts.push(',"objects":');
  await list(objects);
  parts.push(',"journals":');
  await map(Object.entries(journals));
  parts.push(',"workloads":{');
  for (const [index, [uid, workload]] of Object.entries(workloads).entries()) {
    parts.push(index === 0 ? '' : ',', JSON.stringify(uid), ':');
    if ('silent' in workload) {
      parts.push(JSON.stringify(workload));
    } else {
      parts.push('{"objects":');
      await list(workload.objects);
      parts.push('}');
    }
  }
  parts.push('}}}');
  return await join(parts, breathe);
}

async function join(parts: readonly string[], breathe: () => Promise<void>): Promise<SharedArrayBuffer> {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    chunks.push(encoder.encode(part));
    await breathe();
  }
  const whole = new SharedArrayBuffer(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const bytes = new Uint8Array(whole);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
