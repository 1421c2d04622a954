import { type Document, isAlias, isScalar, type Node, type Scalar, visit, type YAMLMap } from 'yaml';

/** Something in a document that is YAML, but nothing an object may hold. */
export interface NodeProblem {
  readonly node: Node;
  readonly message: string;
  /** Whether the document has no value that could be checked further. */
  readonly fatal: boolean;
}

const reaching = new Set(['__proto__', 'constructor', 'prototype']);

function keyProblems({ items }: YAMLMap): readonly NodeProblem[] {
  const problems: NodeProblem[] = [];
  const known = new Set<unknown>();
  for (const { key } of items) {
    const node = key as Node;
    if (isScalar(key)) {
      // The parser could tell, but compares every key with every other.
      const twice = known.has(key.value) && key.value !== '<<';
      known.add(key.value);
      if (twice) {
        problems.push({ node, message: 'this key stands twice in the same map: keep one of the two', fatal: false });
      }
      if (reaching.has(String(key.value))) {
        problems.push({ node, message: `the key ${String(key.value)} is not allowed: choose another`, fatal: true });
      }
    } else if (!isAlias(key)) {
      const message = 'a key must be text, not a list or a map: was a template not filled in?';
      problems.push({ node, message, fatal: true });
    }
  }
  return problems;
}

function numberProblem(node: Scalar): readonly NodeProblem[] {
  if (typeof node.value !== 'number') return [];
  const { source = String(node.value), value } = node;
  if (!Number.isFinite(value)) {
    return [{ node, message: `${source} is no number that can be kept: write a number`, fatal: true }];
  }
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return [];
  const message = `${source} is too large to be kept exactly: put it in quotes if it is text`;
  return [{ node, message, fatal: true }];
}

/** What a document holds that would not arrive at a server as it was written. */
export function nodeProblems(document: Document): readonly NodeProblem[] {
  const problems: NodeProblem[] = [];
  const anchors = new Map<string, Node>();
  const remember = (node: Node & { readonly anchor?: string }) => {
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
  };
  visit(document, {
    Alias(_, node, path) {
      const meant = anchors.get(node.source);
      if (meant === undefined) {
        problems.push({ node, message: 'this alias (*) has no anchor (&) before it', fatal: true });
      } else if (path.includes(meant)) {
        const message = 'this alias (*) stands within what it repeats: it would have no end';
        problems.push({ node, message, fatal: true });
      }
    },
    Map(_, node) {
      remember(node);
      problems.push(...keyProblems(node));
    },
    Seq: (_, node) => remember(node),
    Scalar(_, node) {
      remember(node);
      problems.push(...numberProblem(node));
    },
  });
  return problems;
}
