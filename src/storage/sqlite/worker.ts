import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Compacted } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { packEntries, type PackedEntries } from './pack-entries.ts';
import { packLog } from './pack-log.ts';
import { StoreDatabase, type StoreDatabaseOptions } from './store-database.ts';
import type { Answer, Reply, WorkerMessage } from './worker-message.ts';
import type { Call, WorkerRequest } from './worker-request.ts';

/** Bounds how long a reader waits behind one commit, and how much one commit holds in memory. */
const MOST_WRITES_IN_A_COMMIT = 512;

type WriteCall = Extract<Call, { type: 'write' }>;
type OtherCall = Exclude<Call, { type: 'write' | 'close' }>;

function answerError(error: unknown): Answer {
  if (error instanceof Compacted) {
    return { type: 'compacted', compactedAt: error.compactedAt };
  }
  if (error instanceof StorageError) {
    return { type: 'refused', reason: error.reason, message: error.message };
  }
  return { type: 'refused', reason: 'Damaged', message: error instanceof Error ? error.message : String(error) };
}

function answerOther(store: StoreDatabase, call: OtherCall): Answer {
  switch (call.type) {
    case 'get':
      return { type: 'entry', entry: store.get(call.key) };
    case 'range': {
      const { entries, revision } = store.range(call);
      return { type: 'range', entries: packEntries(entries), revision };
    }
    case 'revision':
      return { type: 'revision', revision: store.revision };
    case 'log':
      return { type: 'log', log: packLog(store.log(call.after, call.limit)) };
    case 'compact':
      store.compact(call.revision);
      return { type: 'done' };
  }
}

function buffersOf({ created, versions, ends, bytes }: PackedEntries): ArrayBuffer[] {
  return [created.buffer, versions.buffer, ends.buffer, bytes.buffer];
}

/** What an answer need not copy to the other thread. */
function transferOf(answer: Answer): ArrayBuffer[] {
  if (answer.type === 'range') {
    return buffersOf(answer.entries);
  }
  return answer.type === 'log' ? buffersOf(answer.log.entries) : [];
}

function serve(port: MessagePort, store: StoreDatabase): void {
  const reply = (replies: readonly Reply[], transfer: ArrayBuffer[] = []): void => {
    port.postMessage({ type: 'replies', replies } satisfies WorkerMessage, transfer);
  };
  const commit = (ids: readonly number[], calls: readonly WriteCall[]): void => {
    try {
      const outcomes = store.write(calls);
      reply(outcomes.map((outcome, index) => ({ id: ids[index] as number, answer: { type: 'written', outcome } })));
    } catch (error) {
      reply(ids.map((id) => ({ id, answer: answerError(error) })));
    }
  };
  const answer = (id: number, call: OtherCall): void => {
    try {
      const result = answerOther(store, call);
      reply([{ id, answer: result }], transferOf(result));
    } catch (error) {
      reply([{ id, answer: answerError(error) }]);
    }
  };
  port.on('message', (first: readonly WorkerRequest[]) => {
    // Everything that arrived while the last commit ran is waiting in the port: its writes become one commit.
    // Reads come after: they were called while the writes were under way, so either order is true.
    const messages = [first];
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      messages.push(next.message as readonly WorkerRequest[]);
    }
    const requests = messages.flat();
    const ids: number[] = [];
    const writes: WriteCall[] = [];
    for (const { id, call } of requests) {
      if (call.type === 'write') {
        ids.push(id);
        writes.push(call);
      }
    }
    for (let start = 0; start < writes.length; start += MOST_WRITES_IN_A_COMMIT) {
      const end = start + MOST_WRITES_IN_A_COMMIT;
      commit(ids.slice(start, end), writes.slice(start, end));
    }
    for (const { id, call } of requests) {
      if (call.type === 'close') {
        store.close();
        reply([{ id, answer: { type: 'done' } }]);
        port.close();
      } else if (call.type !== 'write') {
        answer(id, call);
      }
    }
  });
}

function start(port: MessagePort, options: StoreDatabaseOptions): void {
  let store: StoreDatabase;
  try {
    store = new StoreDatabase(options);
  } catch (error) {
    const answer = answerError(error);
    if (answer.type === 'refused') {
      port.postMessage({ type: 'failed', reason: answer.reason, message: answer.message } satisfies WorkerMessage);
    }
    port.close();
    return;
  }
  port.postMessage({ type: 'opened', uid: store.uid } satisfies WorkerMessage);
  serve(port, store);
}

if (parentPort === null) {
  throw new Error('this file is the entry of a worker thread; openSqliteStorage starts it');
}
start(parentPort, workerData as StoreDatabaseOptions);
