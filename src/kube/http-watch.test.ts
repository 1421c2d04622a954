import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import { HttpWatch } from './http-watch.ts';

function line(type: string, object: object): string {
  return `${JSON.stringify({ type, object })}\n`;
}

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', resourceVersion: '5' } };
const end = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { resourceVersion: '7', annotations: { 'k8s.io/initial-events-end': 'true' } },
};

function watched(
  options: {
    readonly allowBookmarks?: boolean;
    readonly sendInitialEvents?: boolean;
    readonly signal?: AbortSignal;
  } = {},
) {
  const stream = new PassThrough();
  const watch = new HttpWatch({
    open: async (signal) => {
      signal.addEventListener('abort', () => stream.destroy());
      return stream;
    },
    watch: options,
  });
  return { stream, watch };
}

describe('a watch over HTTP', () => {
  it('gives all whole lines that are there, whatever the pieces they come in', async () => {
    const { stream, watch } = watched();
    const text = Buffer.from(line('ADDED', { ...pod, note: 'Grüße €' }) + line('MODIFIED', pod) + line('DELETED', pod));
    for (let at = 0; at < text.length - 3; at += 7) stream.write(text.subarray(at, Math.min(at + 7, text.length - 3)));
    const first = await watch.next();
    assert.deepEqual(
      first.map(({ type }) => type),
      ['ADDED', 'MODIFIED'],
    );
    assert.match(JSON.stringify(first), /Grüße €/);
    stream.write(text.subarray(text.length - 3));
    assert.deepEqual(await watch.next(), [{ type: 'DELETED', object: pod }]);
  });

  it('hands out frozen objects', async () => {
    const { stream, watch } = watched();
    stream.write(line('ADDED', pod));
    const [event] = await watch.next();
    assert.ok(event?.type === 'ADDED' && Object.isFrozen(event.object) && Object.isFrozen(event.object.metadata));
  });

  it('keeps bookmarks from readers that did not ask for them, but tells the end of the initial events', async () => {
    const { stream, watch } = watched({ sendInitialEvents: true });
    stream.write(line('BOOKMARK', pod) + line('BOOKMARK', end));
    assert.deepEqual(await watch.next(), [{ type: 'BOOKMARK', resourceVersion: '7', initialEventsEnd: true }]);
  });

  it('ends with an empty list when the server or the connection ends, dropping half a line', async () => {
    for (const finish of ['end', 'destroy'] as const) {
      const { stream, watch } = watched();
      stream.write(line('ADDED', pod) + '{"type":"ADD');
      assert.equal((await watch.next()).length, 1);
      const next = watch.next();
      stream[finish]();
      assert.deepEqual(await next, []);
      assert.deepEqual(await watch.next(), []);
    }
  });

  it('ends a pending read when it is closed or its signal aborts', async () => {
    const closed = watched();
    const pending = closed.watch.next();
    closed.watch.close();
    assert.deepEqual(await pending, []);
    const controller = new AbortController();
    const aborted = watched({ signal: controller.signal });
    const waiting = aborted.watch.next();
    controller.abort();
    assert.deepEqual(await waiting, []);
    assert.ok(aborted.stream.destroyed);
  });

  it('rejects with Expired when the start is compacted, however the server says it', async () => {
    for (const reason of ['Expired', 'Gone', undefined]) {
      const { stream, watch } = watched();
      stream.write(
        line('ERROR', { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'too old', reason, code: 410 }),
      );
      await assert.rejects(watch.next(), (error) => error instanceof ApiError && error.reason === 'Expired');
      assert.deepEqual(await watch.next(), []);
    }
  });
});
