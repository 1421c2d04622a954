import assert from 'node:assert/strict';
import test from 'node:test';
import { complementRegex } from './complement-regex.ts';

test('a complement matches all that begins with the prefix but the allowed texts', () => {
  const allowed = [
    { text: 'fs', exact: true },
    { text: 'fs/promises', exact: true },
    { text: 'path/', exact: false },
  ];
  const regex = new RegExp(complementRegex('node:', allowed));
  for (const text of ['node:fs', 'node:fs/promises', 'node:path/posix', 'other']) assert.ok(!regex.test(text), text);
  for (const text of ['node:', 'node:f', 'node:fsx', 'node:fs/', 'node:path', 'node:net'])
    assert.ok(regex.test(text), text);
});

test('a complement never uses lookahead', () => {
  assert.doesNotMatch(complementRegex('#', [{ text: 'a.b/', exact: false }]), /\(\?[=!<]/);
});
