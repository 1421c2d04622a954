import { Worker } from 'node:worker_threads';
import type { Timers } from '#capabilities/timers.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import type { PlanMessage } from './plan-message.ts';
import type { PlanRequest } from './plan-request.ts';

interface Waiting {
  resolve(document: PlanDocument): void;
  reject(error: Error): void;
}

/** A thread that nobody asked for this long is ended: it holds memory. */
const idleMilliseconds = 600_000;

/** Computes plans in a thread of its own, started for the first and kept for the next. */
export class PlanThread {
  readonly #options: { readonly entry: URL; readonly timers: Timers; readonly breathe: () => Promise<void> };
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #count = 0;
  #stopIdle: () => void = () => undefined;

  constructor(options: { readonly entry: URL; readonly timers: Timers; readonly breathe: () => Promise<void> }) {
    this.#options = options;
  }

  /** Rejects when the thread fails; the next call starts another. */
  async compute(request: PlanRequest): Promise<PlanDocument> {
    const bytes = await encode(request, this.#options.breathe);
    this.#stopIdle();
    const worker = (this.#worker ??= this.#start());
    this.#count += 1;
    const id = this.#count;
    try {
      return await new Promise<PlanDocument>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        worker.postMessage({ id, request: bytes } satisfies PlanMessage['question'], [bytes.buffer as ArrayBuffer]);
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
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    // The thread needs none of the flags this process was started with, and some would keep it from starting.
    const worker = new Worker(this.#options.entry, { execArgv: [], name: 'plans' });
    worker.unref();
    const fail = (error: Error): void => {
      if (this.#worker === worker) this.#worker = undefined;
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
}

/** JSON as bytes, made piece by piece: a large cluster is megabytes, and others have to have their turn meanwhile. */
async function encode(
  { change, providerType, snapshot }: PlanRequest,
  breathe: () => Promise<void>,
): Promise<Uint8Array> {
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

async function join(parts: readonly string[], breathe: () => Promise<void>): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    chunks.push(encoder.encode(part));
    await breathe();
  }
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
