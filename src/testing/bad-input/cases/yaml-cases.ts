import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
      : `a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`,
  );
  return `${levels.join('\n')}\n${clusterFile()}`;
}

/** What is no YAML, or not the YAML a manifest is made of. */
export const yamlCases: readonly BadInputCase[] = [
  { name: 'nothing in it', file: '', problems: [] },
  { name: 'only comments in it', file: '# first\n\n# second\n', problems: [] },
  { name: 'only separators in it', file: '---\n---\n', problems: [] },
  { name: 'text in it', file: 'please make a cluster\n', problems: [] },
  { name: 'a list in it', file: '- kind: Cluster\n', problems: [] },
  { name: 'a key that stands twice', file: clusterFile('pools: []', 'tier: dev', 'pools: []'), problems: [] },
  { name: 'a tab as indentation', file: clusterFile('controlPlane:', '\treplicas: 1'), problems: [] },
  { name: 'wrong indentation', file: clusterFile('controlPlane:', '    replicas: 1', '  machine: {}'), problems: [] },
  { name: 'a quote that is not closed', file: clusterFile('tier: "dev', 'management: Manage'), problems: [] },
  { name: 'a bracket that is not closed', file: clusterFile('pools: [{name: workers}'), problems: [] },
  { name: 'a key without a colon', file: clusterFile('pools', 'tier: dev'), problems: [] },
  { name: 'a colon without a space', file: clusterFile('tier:dev', 'management: Manage'), problems: [] },
  { name: 'an alias of nothing', file: clusterFile('controlPlane: *common'), problems: [] },
  { name: 'a tag that nobody knows', file: clusterFile('tier: !secret dev'), problems: [] },
  { name: 'a template that was not filled in', file: clusterFile('tier: {{ .Values.tier }}'), problems: [] },
  { name: 'an alias bomb', file: bomb(), problems: [] },
  { name: 'an alias of itself', file: clusterFile('controlPlane: &loop', '  machine: *loop'), problems: [] },
  {
    name: 'an anchor whose value is wrong where it is used',
    file: clusterFile('controlPlane: {machine: &size {cpus: 0}}', 'pools:', '- {name: workers, machine: *size}'),
    problems: [],
  },
  {
    name: 'a merge key that brings something wrong',
    file: clusterFile('pools:', '- &base {name: a, replicas: -1}', '- <<: *base', '  name: b'),
    problems: [],
  },
  {
    name: 'lists in lists without end',
    file: clusterFile(`gates: ${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    problems: [],
  },
  { name: 'a key that reaches a prototype', file: clusterFile('__proto__: {polluted: true}'), problems: [] },
  { name: 'a key that is a list', file: clusterFile('? [a, b]', ': c'), problems: [] },
  {
    name: 'bytes that are no UTF-8',
    file: Uint8Array.from([...bytes(clusterFile('tier: d')), 0xe9, 0x76, 0x0a]),
    problems: [],
  },
  {
    name: 'UTF-16 in it',
    file: Uint8Array.from([0xff, 0xfe, ...[...bytes(clusterFile())].flatMap((byte) => [byte, 0])]),
    problems: [],
  },
  {
    name: 'a byte order mark and something wrong',
    file: Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes(clusterFile('controlPlane: {replicas: 0}'))]),
    problems: [],
  },
  { name: 'a null byte', file: clusterFile('tier: "d\0v"'), problems: [] },
  { name: 'fifty megabytes', file: new Uint8Array(50 * 1024 * 1024).fill(0x23), problems: [] },
  {
    name: 'an object larger than the server keeps',
    file: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata:\n  a: ${'x'.repeat(900_000)}\n  b: ${'x'.repeat(900_000)}\n`,
    problems: [],
  },
  {
    name: 'several documents, one of them bad YAML',
    file: `${clusterFile('controlPlane: {replicas: 0}')}---\nkind: Cluster\nkind: Cluster\n---\n${clusterFile().replace('first', 'second')}`,
    problems: [],
  },
  {
    name: 'several documents, one of them refused',
    file: `${clusterFile()}---\n${clusterFile('controlPlane: {replicas: 0}').replace('first', 'second')}`,
    problems: [],
  },
  { name: 'the same object twice', file: `${clusterFile()}---\n${clusterFile('tier: dev')}`, problems: [] },
  {
    name: 'JSON with a comma too many',
    file: '{"apiVersion": "slipway.dev/v1alpha1",, "kind": "Cluster"}\n',
    problems: [],
  },
];
