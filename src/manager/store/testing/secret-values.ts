import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Storage } from '#storage/storage.ts';

const count = 12;
const key = (index: number): string => `core/secrets/default/s${index}`;
/** Found in any file that has it: long, and in no other value. */
const hidden = (index: number, turn: string): string => `hidden-${turn}-${index}-`.repeat(20 + index * 9);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(JSON.stringify({ data: text }));

async function put(storage: Storage, name: string, text: string): Promise<void> {
  const expected = (await storage.get(name))?.version ?? 0;
  assert.ok((await storage.put({ key: name, value: bytes(text), expected })).ok);
}

/** Secrets as a store has them after some use: replaced and deleted ones too, and something that is none. */
export const secretValues = {
  async write(storage: Storage): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      await put(storage, key(index), hidden(index, 'first'));
      await put(storage, `core/configmaps/default/c${index}`, `open-${index}`);
    }
    for (let index = 0; index < count; index += 2) await put(storage, key(index), hidden(index, 'second'));
    for (const index of [3, 4]) await storage.delete(key(index), (await storage.get(key(index)))?.version ?? 0);
  },

  /** That everything is there as it was written, now and in the log. */
  async check(storage: Storage): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const deleted = index === 3 || index === 4;
      const expected = deleted ? undefined : bytes(hidden(index, index % 2 === 0 ? 'second' : 'first'));
      assert.deepEqual((await storage.get(key(index)))?.value, expected, key(index));
    }
    assert.equal((await storage.log(0, 1000)).length, 2 * count + count / 2 + 2);
  },

  /** The files below a directory in which a value of a Secret stands in clear. */
  found(directory: string): readonly string[] {
    const files = existsSync(directory) ? readdirSync(directory, { recursive: true, withFileTypes: true }) : [];
    return files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .filter((file) => {
        const content = readFileSync(file);
        return ['hidden-first', 'hidden-second'].some((text) =>
          [text, Buffer.from(text).toString('base64').slice(0, 12)].some((form) => content.includes(form)),
        );
      });
  },
};
