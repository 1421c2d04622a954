import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { timers } from './timers.ts';

describe('timers', () => {
  it('call back once, and not at all when stopped', async () => {
    const calls: string[] = [];
    await new Promise<void>((resolve) => {
      timers.after(0, () => calls.push('stopped'))();
      timers.after(1, () => {
        calls.push('fired');
        resolve();
      });
    });
    assert.deepEqual(calls, ['fired']);
  });

  it('reject a sleep with the reason of its signal, before and during it', async () => {
    const reason = new Error('enough');
    await assert.rejects(timers.sleep(60_000, AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    const sleeping = timers.sleep(60_000, controller.signal);
    controller.abort(reason);
    await assert.rejects(sleeping, reason);
  });

  it('do not fire a delay at once that is longer than Node can hold', async () => {
    let fired = false;
    const stop = timers.after(2 ** 40, () => {
      fired = true;
    });
    await timers.sleep(3);
    stop();
    assert.equal(fired, false);
  });
});
