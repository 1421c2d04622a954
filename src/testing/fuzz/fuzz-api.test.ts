import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fuzzApi } from './fuzz-api.ts';

it('a server answers every request with a sentence, and none with a failure of its own', async () => {
  const { accepted, failures } = await fuzzApi({ requests: 1500, seed: 1 });
  assert.deepEqual(failures, []);
  assert.ok(accepted > 100, `only ${accepted} requests were accepted: the others are all refused at the door`);
});
