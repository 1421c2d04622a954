import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import { plantSeeds } from '#manager/composition/plant-seeds.ts';
import { badInputCases } from './bad-input-cases.ts';
import { clusterFile } from './cluster-file.ts';
import { refusedLines } from './refused-lines.ts';

describe('slipway apply refuses a file with', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer(servedKinds);
    await plantSeeds.inOwnStore(server.engine);
  });
  after(() => server.close());

  for (const given of badInputCases) {
    it(`${given.name}, says all that is wrong with it, and writes nothing`, async () => {
      const { problems, wrote } = await refusedLines(server, given);
      assert.deepEqual(problems, given.problems);
      assert.equal(wrote, false);
    });
  }
});

describe('slipway apply takes a file with', () => {
  const good: readonly (readonly [string, string])[] = [
    ['nothing wrong in it', clusterFile()],
    [
      'anchors, aliases and merge keys',
      clusterFile('pools:', '- &base {name: a, replicas: 1}', '- {<<: *base, name: b}'),
    ],
    [
      'two families',
      clusterFile(
        'network:',
        '  pods: {cidrs: [10.244.0.0/16, "fd00:244::/56"]}',
        '  services: {cidrs: [10.96.0.0/16, "fd00:96::/112"]}',
      ),
    ],
    [
      'labels and taints of a user',
      clusterFile(
        'pools:',
        '- name: gpu',
        '  labels: {example.com/gpu: "true"}',
        '  taints: [{key: example.com/gpu, effect: NoSchedule}]',
      ),
    ],
    ['a byte order mark', `\uFEFF${clusterFile()}`],
    ['Windows line ends', clusterFile('tier: dev').replaceAll('\n', '\r\n')],
    [
      'a namespace of its own',
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n---\n${clusterFile().replace('{name: first}', '{name: first, namespace: team}')}`,
    ],
  ];
  for (const [name, file] of good) {
    it(name, async () => {
      const server = await startServer(servedKinds);
      try {
        await plantSeeds.inOwnStore(server.engine);
        assert.deepEqual(await refusedLines(server, { name, file, problems: [] }), { problems: [], wrote: true });
      } finally {
        await server.close();
      }
    });
  }
});
