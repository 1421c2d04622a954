import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { reasonText } from '#explain/reason-text.ts';

const docs = join(import.meta.dirname, '../docs');

interface Row {
  readonly failure: string;
  readonly says: string;
  readonly shownBy: string;
}

/** Rows of the tables of the page on failures, without their heads. */
function rows(): readonly Row[] {
  const page = readFileSync(join(docs, 'failures.md'), 'utf8');
  return page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| failure |') && !line.startsWith('| ---'))
    .map((line) => {
      const [, failure = '', says = '', left, goesOn, shownBy = ''] = line.split('|').map((cell) => cell.trim());
      assert.ok(left && goesOn, `${failure}: a cell is missing`);
      return { failure, says, shownBy };
    });
}

test('every failure on its page names at least one test, and each of them exists', () => {
  assert.ok(rows().length >= 28, `only ${rows().length} failures are on the page`);
  for (const { failure, shownBy } of rows()) {
    const named = [...shownBy.matchAll(/\]\(([^)]+)\) "([^"]+)"/g)];
    assert.ok(named.length > 0, `${failure}: no test is named`);
    for (const [, path = '', name = ''] of named) {
      const file = join(docs, path);
      assert.ok(existsSync(file), `${failure}: ${path} does not exist`);
      assert.ok(readFileSync(file, 'utf8').includes(name), `${failure}: ${path} has no test "${name}"`);
    }
  }
});

test('every reason on the page of failures is in the catalogue', () => {
  for (const { failure, says } of rows()) {
    for (const [, word = ''] of says.matchAll(/`([A-Z][A-Za-z]+)`/g)) {
      assert.ok(reasonText(word) !== undefined, `${failure}: nothing says ${word}`);
    }
  }
});
