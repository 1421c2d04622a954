import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../open-store.ts';
import { secretValues } from './secret-values.ts';

/** The calls that change files, each set made by one thread alone: strace counts the calls of each thread by itself. */
const kinds = { database: 'pwrite64,fdatasync,ftruncate,unlink', 'key file': 'fsync,rename,write' } as const;
const program = fileURLToPath(new URL('rotate.ts', import.meta.url));

export interface RotationKills {
  /** Every how many calls the process is killed: 1 is before every single one. */
  readonly every: number;
}

/** Rotates once, killed before the call with this number; whether it ended by itself before that. */
function rotateUntil(
  place: { readonly directory: string; readonly keys: string },
  calls: string,
  call: number,
): boolean {
  const inject = `inject=${calls}:signal=SIGKILL:when=${call}`;
  const node = [process.execPath, program, place.directory, place.keys];
  const options = { env: { ...process.env, UV_THREADPOOL_SIZE: '1' }, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync(
    'strace',
    ['-f', '-qqq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', inject, ...node],
    options,
  );
  assert.ok(status === 0 || status === null || status === 137, `strace or the rotation failed: ${stderr}`);
  return status === 0;
}

/**
 * Kills a rotation of a store's key before its calls that change files, each time on a copy of the same store, and opens what
 * is left as a manager does. Needs `strace`. How often it was killed; every Secret was readable after each.
 */
export async function killRotation({ every }: RotationKills): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'slipway-rotation-'));
  let kills = 0;
  try {
    const placeOf = (name: string) => ({ directory: join(root, name, 'store'), keys: join(root, name, 'store.keys') });
    mkdirSync(join(root, 'before'), { recursive: true });
    const { storage } = await openStore(placeOf('before'));
    await secretValues.write(storage);
    await storage.close();
    const former = readFileSync(placeOf('before').keys, 'utf8');
    for (const calls of Object.values(kinds)) {
      for (let call = 1; ; call += every) {
        cpSync(join(root, 'before'), join(root, 'killed'), { recursive: true });
        const ended = rotateUntil(placeOf('killed'), calls, call);
        const opened = await openStore(placeOf('killed'));
        await secretValues.check(opened.storage);
        await opened.storage.close();
        if (ended) assert.notEqual(readFileSync(placeOf('killed').keys, 'utf8'), former);
        rmSync(join(root, 'killed'), { recursive: true });
        if (ended) break;
        kills += 1;
      }
    }
    return kills;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
