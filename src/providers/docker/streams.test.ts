import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFeed } from './create-feed.ts';
import { createLineSplitter } from './create-line-splitter.ts';
import { createSerializer } from './create-serializer.ts';
import { demultiplex } from './demultiplex.ts';

function frame(channel: number, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header[0] = channel;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

function cut(whole: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let rest = whole;
  for (const size of sizes) {
    chunks.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return [...chunks, rest];
}

test('frames come apart into the same bytes however the connection cuts them', async () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 30 })), { maxLength: 6 });
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(frames, sizes, async (sent, cuts) => {
      const got = { output: Buffer.alloc(0), errors: Buffer.alloc(0) };
      const whole = Buffer.concat(sent.map(([channel, content]) => frame(channel, content)));
      async function* chunks(): AsyncGenerator<Uint8Array> {
        yield* cut(whole, cuts);
      }
      for await (const { channel, bytes } of demultiplex(chunks())) got[channel] = Buffer.concat([got[channel], bytes]);
      const expected = (wanted: number): Buffer =>
        Buffer.concat(sent.filter(([channel]) => channel === wanted).map(([, content]) => content));
      assert.deepEqual(got, { output: expected(1), errors: expected(2) });
    }),
    { numRuns: 100, seed: 7 },
  );
});

test('lines come whole, whatever letters the chunks break', () => {
  const bytes = Buffer.from('one\nzwölf\n\nrest');
  const splitter = createLineSplitter();
  const lines = [...bytes].flatMap((byte) => splitter.take(Uint8Array.of(byte)));
  assert.deepEqual(lines, ['one', 'zwölf', '']);
  assert.equal(splitter.rest(), 'rest');
  assert.equal(splitter.rest(), undefined);
});

test('a feed gives what was pushed before it ended, and ends when it is closed', async () => {
  let closes = 0;
  const ending = createFeed<number>(() => (closes += 1));
  const waiting = ending.feed.next();
  ending.push(1);
  assert.deepEqual(await waiting, [1]);
  ending.push(2);
  ending.push(3);
  ending.end();
  ending.push(4);
  assert.deepEqual(await ending.feed.next(), [2, 3]);
  assert.deepEqual(await ending.feed.next(), []);
  ending.feed.close();
  ending.feed.close();
  assert.equal(closes, 1);
  const closing = createFeed<number>(() => undefined);
  const pending = closing.feed.next();
  closing.feed.close();
  assert.deepEqual(await pending, []);
});

test('work of one key runs in order even when some of it fails, and other keys do not wait', async () => {
  const serialize = createSerializer();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = serialize('a', async () => {
    await gate.promise;
    seen.push('first');
    throw new Error('failed');
  });
  const second = serialize('a', async () => void seen.push('second'));
  await serialize('b', async () => void seen.push('other'));
  gate.resolve();
  await assert.rejects(first, /failed/);
  await second;
  assert.deepEqual(seen, ['other', 'first', 'second']);
});
