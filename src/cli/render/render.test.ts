import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TreeNode } from '#explain/tree-node.ts';
import { readDuration } from '../read-duration.ts';
import { elapsedText } from './elapsed-text.ts';
import { objectText } from './object-text.ts';
import { tableRows } from './table-rows.ts';
import { textTable } from './text-table.ts';
import { treeLines } from './tree-lines.ts';

const start = '2026-01-01T00:00:00Z';

function node(label: string, more: Partial<TreeNode> = {}): TreeNode {
  return {
    id: label,
    label,
    state: 'working',
    detail: '',
    measure: '',
    since: start,
    until: undefined,
    children: [],
    ...more,
  };
}

describe('what is printed', () => {
  it('stands in columns without blanks at the end of a line', () => {
    assert.deepEqual(
      textTable([
        ['A', 'LONG'],
        ['bcd', ''],
      ]),
      ['A     LONG', 'bcd'],
    );
  });

  it('of a table of the server leaves out wide columns unless asked, and tells namespaces when several are shown', () => {
    const columns = [
      { name: 'Name', priority: 0 },
      { name: 'Tier', priority: 1 },
    ];
    const object = {
      metadata: { name: 'a', namespace: 'n', uid: 'u', resourceVersion: '1', creationTimestamp: start },
    };
    const table = { metadata: {}, columnDefinitions: columns, rows: [{ cells: ['a', null], object }] };
    const narrow = { wide: false, namespaces: true };
    assert.deepEqual(
      [tableRows.head(columns, narrow), ...tableRows.body(table, columns, narrow)],
      [
        ['NAMESPACE', 'NAME'],
        ['n', 'a'],
      ],
    );
    const wide = { wide: true, namespaces: false };
    assert.deepEqual(
      [tableRows.head(columns, wide), ...tableRows.body(table, columns, wide)],
      [
        ['NAME', 'TIER'],
        ['a', '-'],
      ],
    );
  });

  it('of an object leaves out who owns which field', async () => {
    const object = { kind: 'A', metadata: { name: 'a', managedFields: [] }, spec: { list: [1] } };
    assert.equal(await objectText(object, 'yaml'), 'kind: A\nmetadata:\n  name: a\nspec:\n  list:\n    - 1');
    assert.equal(
      await objectText({ items: [object] }, 'json').then((text) => JSON.stringify(JSON.parse(text))),
      '{"items":[{"kind":"A","metadata":{"name":"a"},"spec":{"list":[1]}}]}',
    );
  });

  it('of a tree fits the terminal and shows how long each line has lasted', () => {
    const tree = [
      node('cluster first', {
        children: [
          node('control plane', { measure: '1/1 Ready', state: 'done', until: '2026-01-01T00:00:41Z' }),
          node('pool workers', { measure: '0/2 Ready', detail: 'two machines are being made and this is long' }),
        ],
      }),
    ];
    assert.deepEqual(treeLines(tree, { now: Date.parse(start) + 65_000, columns: 58 }), [
      '… cluster first    1m05s',
      '  ✓ control plane    41s  1/1 Ready',
      '  … pool workers   1m05s  0/2 Ready · two machines are be…',
    ]);
  });

  for (const [milliseconds, text] of [
    [0, '0s'],
    [59_999, '59s'],
    [185_000, '3m05s'],
    [7_800_000, '2h10m'],
  ] as const) {
    it(`of ${milliseconds} milliseconds is ${text}`, () => assert.equal(elapsedText(milliseconds), text));
  }
});

describe('a duration', () => {
  for (const [text, milliseconds] of [
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1.5m', 90_000],
  ] as const) {
    it(`${text} is ${milliseconds} milliseconds`, () => assert.equal(readDuration(text), milliseconds));
  }
  for (const text of ['', '5', 'm', '-1s', '5 m']) {
    it(`"${text}" is refused with examples`, () =>
      assert.throws(() => readDuration(text), { name: 'CliError', exitCode: 2 }));
  }
});
