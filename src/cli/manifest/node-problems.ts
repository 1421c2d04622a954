import { type Document, isAlias, isScalar, type Node, visit } from 'yaml';

/** Something in a document that is YAML, but nothing an object may hold. */
export interface NodeProblem {
  readonly node: Node;
  readonly message: string;
}

const reaching = new Set(['__proto__', 'constructor', 'prototype']);

/** What a document holds that would not arrive at a server as it was written. */
export function nodeProblems(document: Document): readonly NodeProblem[] {
  const problems: NodeProblem[] = [];
  visit(document, {
    Alias(_, node, path) {
      const meant = node.resolve(document);
      if (meant === undefined) problems.push({ node, message: 'this alias (*) has no anchor (&) before it' });
      else if (path.includes(meant))
        problems.push({ node, message: 'this alias (*) stands within what it repeats: it would have no end' });
    },
    Pair(_, { key }) {
      if (isScalar(key) && reaching.has(String(key.value))) {
        problems.push({ node: key, message: `the key ${String(key.value)} is not allowed: choose another` });
      } else if (!isScalar(key) && !isAlias(key)) {
        const node = key as Node;
        problems.push({ node, message: 'a key must be text, not a list or a map: was a template not filled in?' });
      }
    },
    Scalar(_, node) {
      if (typeof node.value !== 'number') return;
      const { source = String(node.value), value } = node;
      if (!Number.isFinite(value))
        problems.push({ node, message: `${source} is no number that can be kept: write a number` });
      else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        problems.push({ node, message: `${source} is too large to be kept exactly: put it in quotes if it is text` });
      }
    },
  });
  return problems;
}
