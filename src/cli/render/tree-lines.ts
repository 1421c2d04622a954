import type { TreeNode } from '#explain/tree-node.ts';
import { elapsedText } from './elapsed-text.ts';

const signs: { readonly [state in TreeNode['state']]: string } = {
  waiting: '·',
  working: '…',
  done: '✓',
  deleting: '×',
};

export interface TreeOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly columns: number;
}

function time({ since, until }: TreeNode, now: number): string {
  if (since === undefined) return '';
  return elapsedText((until === undefined ? now : Date.parse(until)) - Date.parse(since));
}

interface Row {
  readonly head: string;
  readonly time: string;
  readonly words: string;
}

function rows(node: TreeNode, depth: number, now: number): readonly Row[] {
  const words = [node.measure, node.detail]
    .filter((text) => text !== '')
    .join(' · ')
    .replaceAll('\n', ' ');
  const own: Row = { head: `${'  '.repeat(depth)}${signs[node.state]} ${node.label}`, time: time(node, now), words };
  return [own, ...node.children.flatMap((child) => rows(child, depth + 1, now))];
}

/** A tree as lines no longer than the terminal is wide: sign, name, time since its begin, what is going on. */
export function treeLines(tree: readonly TreeNode[], { columns, now }: TreeOptions): readonly string[] {
  const all = tree.flatMap((node) => rows(node, 0, now));
  const head = Math.max(0, ...all.map((row) => row.head.length));
  const clock = Math.max(0, ...all.map((row) => row.time.length));
  return all.map((row) => {
    const line = `${row.head.padEnd(head)}  ${row.time.padStart(clock)}  ${row.words}`.trimEnd();
    return line.length > columns ? `${line.slice(0, Math.max(1, columns - 1))}…` : line;
  });
}
