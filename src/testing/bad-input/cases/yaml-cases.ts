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
  { name: 'nothing in it', file: '', problems: ['there is no object in f.yaml: declare one, for example a Cluster'] },
  {
    name: 'only comments in it',
    file: '# first\n\n# second\n',
    problems: ['there is no object in f.yaml: declare one, for example a Cluster'],
  },
  {
    name: 'only separators in it',
    file: '---\n---\n',
    problems: ['there is no object in f.yaml: declare one, for example a Cluster'],
  },
  {
    name: 'text in it',
    file: 'please make a cluster\n',
    problems: ['1:1 is no object: it must have apiVersion, kind and metadata'],
  },
  {
    name: 'a list in it',
    file: '- kind: Cluster\n',
    problems: ['1:1 is no object: it must have apiVersion, kind and metadata'],
  },
  {
    name: 'a key that stands twice',
    file: clusterFile('pools: []', 'tier: dev', 'pools: []'),
    problems: ['9:3 this key stands twice in the same map: keep one of the two'],
  },
  {
    name: 'a tab as indentation',
    file: clusterFile('controlPlane:', '\treplicas: 1'),
    problems: ['8:3 is indented with a tab: use spaces'],
  },
  {
    name: 'wrong indentation',
    file: clusterFile('controlPlane:', '    replicas: 1', '  machine: {}'),
    problems: ['9:1 is indented by another number of spaces than what it belongs to'],
  },
  {
    name: 'a quote that is not closed',
    file: clusterFile('tier: "dev', 'management: Manage'),
    problems: ['9:1 a quote is opened before it and not closed'],
  },
  {
    name: 'a bracket that is not closed',
    file: clusterFile('pools: [{name: workers}'),
    problems: ['8:1 a bracket or brace before it is not closed'],
  },
  {
    name: 'a key without a colon',
    file: clusterFile('pools', 'tier: dev'),
    problems: ['7:3 a key and its value are separated by a colon and a space, and this one has none'],
  },
  {
    name: 'a colon without a space',
    file: clusterFile('tier:dev', 'management: Manage'),
    problems: ['7:3 a key and its value are separated by a colon and a space, and this one has none'],
  },
  {
    name: 'an alias of nothing',
    file: clusterFile('controlPlane: *common'),
    problems: ['7:17 this alias (*) has no anchor (&) before it'],
  },
  {
    name: 'a tag that nobody knows',
    file: clusterFile('tier: !secret dev'),
    problems: ['7:9 this tag (!) means nothing here: leave it out'],
  },
  {
    name: 'a template that was not filled in',
    file: clusterFile('tier: {{ .Values.tier }}'),
    problems: ['7:10 a key must be text, not a list or a map: was a template not filled in?'],
  },
  { name: 'an alias bomb', file: bomb(), problems: ['1:1 its aliases (*) unfold without end: write the values out'] },
  {
    name: 'an alias of itself',
    file: clusterFile('controlPlane: &loop', '  machine: *loop'),
    problems: ['8:14 this alias (*) stands within what it repeats: it would have no end'],
  },
  {
    name: 'an anchor whose value is wrong where it is used',
    file: clusterFile('controlPlane: {machine: &size {cpus: 0}}', 'pools:', '- {name: workers, machine: *size}'),
    problems: [
      '7:34 spec.controlPlane.machine.cpus: must be at least 1, not 0',
      '9:21 spec.pools[0].machine.cpus: must be at least 1, not 0',
    ],
  },
  {
    name: 'a merge key that brings something wrong',
    file: clusterFile('pools:', '- &base {name: a, replicas: -1}', '- <<: *base', '  name: b'),
    problems: [
      '8:21 spec.pools[0].replicas: must be at least 0, not -1',
      '9:5 spec.pools[1].replicas: must be at least 0, not -1',
    ],
  },
  {
    name: 'lists in lists without end',
    file: clusterFile(`gates: ${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    problems: ['7:802 is nested deeper than anything an object needs: flatten it'],
  },
  {
    name: 'a key that reaches a prototype',
    file: clusterFile('__proto__: {polluted: true}'),
    problems: ['7:3 the key __proto__ is not allowed: choose another'],
  },
  {
    name: 'a key that is a list',
    file: clusterFile('? [a, b]', ': c'),
    problems: ['7:5 a key must be text, not a list or a map: was a template not filled in?'],
  },
  {
    name: 'bytes that are no UTF-8',
    file: Uint8Array.from([...bytes(clusterFile('tier: d')), 0xe9, 0x76, 0x0a]),
    problems: ['8:1 is no UTF-8 from here on: save the file as UTF-8'],
  },
  {
    name: 'UTF-16 in it',
    file: Uint8Array.from([0xff, 0xfe, ...[...bytes(clusterFile())].flatMap((byte) => [byte, 0])]),
    problems: ['1:1 is written in UTF-16: save it as UTF-8'],
  },
  {
    name: 'a byte order mark and something wrong',
    file: Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes(clusterFile('controlPlane: {replicas: 0}'))]),
    problems: ['7:18 spec.controlPlane.replicas: must be at least 1, not 0'],
  },
  {
    name: 'a null byte',
    file: clusterFile('tier: "d\0v"'),
    problems: ['7:11 a control character stands here: remove it'],
  },
  {
    name: 'fifty megabytes',
    file: new Uint8Array(50 * 1024 * 1024).fill(0x23),
    problems: ['1:1 is 50 MiB large: a file of manifests has 4 MiB at most; divide it'],
  },
  {
    name: 'an object larger than the server keeps',
    file: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata:\n  a: ${'x'.repeat(900_000)}\n  b: ${'x'.repeat(900_000)}\n`,
    problems: ['4:1 data: must have at most 1048576 characters'],
  },
  {
    name: 'several documents, one of them bad YAML',
    file: `${clusterFile('controlPlane: {replicas: 0}')}---\nkind: Cluster\nkind: Cluster\n---\n${clusterFile().replace('first', 'second')}`,
    problems: [
      '7:18 spec.controlPlane.replicas: must be at least 1, not 0',
      '9:1 apiVersion: is missing: for example slipway.dev/v1alpha1',
      '9:1 metadata: is missing: give the object a name',
      '9:1 spec: is missing',
      '10:1 this key stands twice in the same map: keep one of the two',
    ],
  },
  {
    name: 'several documents, one of them refused',
    file: `${clusterFile()}---\n${clusterFile('controlPlane: {replicas: 0}').replace('first', 'second')}`,
    problems: ['14:18 spec.controlPlane.replicas: must be at least 1, not 0'],
  },
  {
    name: 'the same object twice',
    file: `${clusterFile()}---\n${clusterFile('tier: dev')}`,
    problems: ['10:12 metadata.name: Cluster first is declared already at line 3: keep one of the two'],
  },
  {
    name: 'JSON with a comma too many',
    file: '{"apiVersion": "slipway.dev/v1alpha1",, "kind": "Cluster"}\n',
    problems: ['1:39 is no YAML: something before it is not closed, or a colon, comma or dash is missing'],
  },
];
