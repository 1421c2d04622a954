import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathFilter } from './path-filter.ts';

test('without patterns everything is kept', () => {
  assert.equal(pathFilter([])('usr/bin/sh'), true);
});

test('one star stays within a directory and two do not', () => {
  const keep = pathFilter(['usr/*/a', 'var/**']);
  assert.equal(keep('usr/bin/a'), false);
  assert.equal(keep('usr/bin/x/a'), true);
  assert.equal(keep('var/lib/x/y'), false);
  assert.equal(keep('var'), true, 'the directory itself is not in it');
});

test('the last pattern that matches decides', () => {
  const keep = pathFilter(['usr/share/**', '!usr/share/doc/*/copyright', 'usr/share/doc/secret/**']);
  assert.equal(keep('usr/share/doc/nft/copyright'), true);
  assert.equal(keep('usr/share/doc/nft/README'), false);
  assert.equal(keep('usr/share/doc/secret/copyright'), false);
});

test('a dot in a pattern is a dot', () => {
  assert.equal(pathFilter(['lib/a.so*'])('lib/abso'), true);
  assert.equal(pathFilter(['lib/a.so*'])('lib/a.so.1'), false);
});
