import type { Worker } from 'node:worker_threads';
import { CommitListeners } from '../commit-listeners.ts';
import { type RangeOptions, requireRangeOptions } from '../range-options.ts';
import { requireCount } from '../require-count.ts';
import {
  Compacted,
  type LogEntry,
  type PutRequest,
  type RangeResult,
  type Storage,
  type StoredEntry,
  type WriteResult,
} from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { unpackEntries } from './unpack-entries.ts';
import { unpackLog } from './unpack-log.ts';
import type { Answer, Reply, WorkerMessage } from './worker-message.ts';
import type { Call, WorkerRequest } from './worker-request.ts';

interface Pending {
  readonly call: Call;
  settle(answer: Answer): void;
  refuse(error: Error): void;
}

/** The main thread's side of a store that a worker thread serves. Made by `openSqliteStorage`. */
export class SqliteStorage implements Storage {
  readonly uid: string;
  readonly #worker: Worker;
  readonly #listeners = new CommitListeners();
  readonly #pending = new Map<number, Pending>();
  #outgoing: WorkerRequest[] = [];
  #nextId = 1;
  #refusal: StorageError | undefined;
  #closed: Promise<void> | undefined;

  /** @param worker one that has said it opened the store with this uid. */
  constructor(worker: Worker, uid: string) {
    this.uid = uid;
    this.#worker = worker;
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'replies') {
        this.#receive(message.replies);
      }
    });
    worker.on('error', (error) => this.#lose(`its thread failed: ${error.message}`));
    worker.on('exit', (code) => this.#lose(`its thread ended with code ${code}`));
  }

  async get(key: string): Promise<StoredEntry | undefined> {
    return (await this.#ask({ type: 'get', key }, 'entry')).entry;
  }

  async range(prefix: string, options: RangeOptions = {}): Promise<RangeResult> {
    requireRangeOptions(options);
    const { after, limit, revision } = options;
    const answer = await this.#ask({ type: 'range', prefix, after, limit, revision }, 'range');
    return { entries: unpackEntries(answer.entries), revision: answer.revision };
  }

  async put(request: PutRequest): Promise<WriteResult> {
    const { key, expected } = request;
    requireCount('expected', expected);
    return this.#write({ type: 'write', key, value: new Uint8Array(request.value), expected });
  }

  async delete(key: string, expected: number): Promise<WriteResult> {
    requireCount('expected', expected);
    return this.#write({ type: 'write', key, value: undefined, expected });
  }

  async revision(): Promise<number> {
    return (await this.#ask({ type: 'revision' }, 'revision')).revision;
  }

  async log(after: number, limit: number): Promise<readonly LogEntry[]> {
    requireCount('after', after);
    requireCount('limit', limit);
    return unpackLog((await this.#ask({ type: 'log', after, limit }, 'log')).log);
  }

  onCommit(listener: (changes: readonly LogEntry[]) => void): () => void {
    if (this.#refusal !== undefined) {
      throw this.#refusal;
    }
    return this.#listeners.add(listener);
  }

  async compact(revision: number): Promise<void> {
    requireCount('revision', revision);
    await this.#ask({ type: 'compact', revision }, 'done');
  }

  /** Ends after everything that was called before; the file is free for another opener when this resolves. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    const done = this.#refusal === undefined ? this.#ask({ type: 'close' }, 'done') : undefined;
    this.#refusal ??= new StorageError('Closed', 'the storage is closed; open it again to use it');
    if (done !== undefined) {
      await done;
      await ended;
    }
    this.#listeners.clear();
  }

  async #write(call: Extract<Call, { type: 'write' }>): Promise<WriteResult> {
    const { outcome } = await this.#ask(call, 'written');
    return outcome.ok ? { ok: true, revision: outcome.revision, created: outcome.created } : outcome;
  }

  #ask<T extends Answer['type']>(call: Call, type: T): Promise<Extract<Answer, { type: T }>> {
    return new Promise((resolve, reject) => {
      if (this.#refusal !== undefined) {
        reject(this.#refusal);
        return;
      }
      const settle = (answer: Answer): void => {
        if (isAnswer(answer, type)) {
          resolve(answer);
        } else {
          reject(answerError(answer));
        }
      };
      this.#send({ id: this.#nextId, call }, { call, settle, refuse: reject });
      this.#nextId += 1;
    });
  }

  // Calls of one turn travel in one message: a message costs more than a small write.
  #send(request: WorkerRequest, pending: Pending): void {
    this.#pending.set(request.id, pending);
    this.#outgoing.push(request);
    if (this.#outgoing.length === 1) {
      queueMicrotask(() => {
        const requests = this.#outgoing;
        this.#outgoing = [];
        this.#worker.postMessage(requests);
      });
    }
  }

  #receive(replies: readonly Reply[]): void {
    const changes: LogEntry[] = [];
    for (const { id, answer } of replies) {
      const call = this.#pending.get(id)?.call;
      const change = call?.type === 'write' && answer.type === 'written' ? changeOf(call, answer) : undefined;
      if (change !== undefined) {
        changes.push(change);
      }
    }
    this.#listeners.tell(changes);
    for (const { id, answer } of replies) {
      this.#pending.get(id)?.settle(answer);
      this.#pending.delete(id);
    }
  }

  #lose(what: string): void {
    this.#refusal ??= new StorageError('Damaged', `the storage is gone: ${what}; open it again`);
    for (const pending of this.#pending.values()) {
      pending.refuse(this.#refusal);
    }
    this.#pending.clear();
  }
}

function isAnswer<T extends Answer['type']>(answer: Answer, type: T): answer is Extract<Answer, { type: T }> {
  return answer.type === type;
}

function answerError(answer: Answer): Error {
  switch (answer.type) {
    case 'refused':
      return new StorageError(answer.reason, answer.message);
    case 'compacted':
      return new Compacted(answer.compactedAt);
    default:
      return new StorageError('Damaged', `the storage's thread answered with ${answer.type} to another question`);
  }
}

function changeOf(
  call: Extract<Call, { type: 'write' }>,
  answer: Extract<Answer, { type: 'written' }>,
): LogEntry | undefined {
  const { outcome } = answer;
  if (!outcome.ok) {
    return undefined;
  }
  const { revision, created, previous } = outcome;
  const { key, value } = call;
  if (value !== undefined) {
    return Object.freeze({ type: 'put', entry: Object.freeze({ key, value, created, version: revision }), previous });
  }
  return previous && Object.freeze({ type: 'delete', revision, key, previous });
}
