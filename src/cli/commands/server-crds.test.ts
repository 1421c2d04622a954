import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { crdOf } from '#api/crd-of.ts';
import { kinds } from '#api/kinds.ts';
import { runWords } from '../testing/run-words.ts';

test('server crds prints every kind as kubectl takes it, without a manager', async () => {
  const { code, printed } = await runWords(['server', 'crds'], { directory: '/nonexistent' });
  assert.equal(code, 0);
  const documents = parseAllDocuments(printed.join('\n')).map((document) => document.toJS() as unknown);
  assert.deepEqual(documents, JSON.parse(JSON.stringify(kinds.map(crdOf))));
});
