import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import type { ArtifactCleaning } from '#capabilities/artifact-cleaning.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { type Ended, runWords } from '../testing/run-words.ts';

const apiVersion = 'slipway.dev/v1alpha1';
const common = {
  etcd: '3.6.16',
  coredns: '1.14.7',
  containerd: '2.2.9',
  cniPlugins: '1.9.1',
  pause: '3.10.2',
  haproxy: '3.0',
  os: 'debian-trixie',
} as const;

describe('releases and images on the command line', () => {
  let server: TestServer;
  let client: KubeClient;
  let directory: string;

  const slipway = (words: readonly string[]): Promise<Ended> => runWords(words, { directory, client });

  async function release(version: string, components: { readonly kubernetes: string; readonly etcd?: string }) {
    await client.objects.create(PlatformRelease, {
      apiVersion,
      kind: 'PlatformRelease',
      metadata: { name: `v${version}` },
      spec: { version, channel: 'stable', components: { ...common, ...components } },
    });
  }

  async function image(name: string, status?: NonNullable<MachineImage['status']>) {
    const spec = { release: name, provider: 'docker', architecture: 'amd64' } as const;
    const key = { name: `${name}-docker-amd64` };
    await client.objects.create(MachineImage, { apiVersion, kind: 'MachineImage', metadata: key, spec });
    if (status === undefined) return;
    const ready = { type: 'Ready', status: 'True', reason: 'Built', message: '', observedGeneration: 1 } as const;
    const body = { status: { ...status, conditions: [{ ...ready, lastTransitionTime: '2026-01-01T00:00:00Z' }] } };
    await client.objects.patch(MachineImage, key, { type: 'merge', body, fieldManager: 'test', subresource: 'status' });
  }

  const built = (kubelet: string): NonNullable<MachineImage['status']> => ({
    machine: { archive: '/cache/machine.tar', digest: `sha256:${kubelet}`, sizeBytes: 1_200_000_000 },
    endpoint: { archive: '/cache/endpoint.tar', digest: 'sha256:e', sizeBytes: 26_000_000 },
    contents: [
      { name: 'kubelet', version: kubelet, digest: `sha256:k${kubelet}` },
      { name: 'systemd', version: '257.8-1', digest: 'sha256:s' },
    ],
    usedBy: kubelet === '1.36.3' ? ['default/first'] : [],
    providers: ['docker'],
  });

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-release-'));
    server = await startServer(servedKinds);
    client = await server.client();
    // Not in the order of their versions.
    await release('1.10.0', { kubernetes: '1.37.2', etcd: '3.7.3' });
    await release('1.9.0', { kubernetes: '1.36.3' });
    await release('1.10.0-rc.1', { kubernetes: '1.37.1', etcd: '3.7.3' });
    await image('v1.9.0', built('1.36.3'));
    await image('v1.10.0', built('1.37.2'));
    await image('v1.10.0-rc.1');
    await client.objects.create(Cluster, {
      apiVersion,
      kind: 'Cluster',
      metadata: { name: 'first', namespace: 'default' },
      spec: { release: 'v1.9.0', provider: 'docker' },
    } as never);
  });

  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  it('lists releases by version, with what is built and who uses it', async () => {
    const { printed } = await slipway(['release', 'list']);
    assert.deepEqual(
      printed.map((line) => line.split(/ {2,}/)),
      [
        ['NAME', 'CHANNEL', 'KUBERNETES', 'ETCD', 'BUILT', 'USED BY'],
        ['v1.9.0', 'stable', '1.36.3', '3.6.16', 'docker/amd64', 'default/first'],
        ['v1.10.0-rc.1', 'stable', '1.37.1', '3.7.3', '-', '-'],
        ['v1.10.0', 'stable', '1.37.2', '3.7.3', 'docker/amd64', '-'],
      ],
    );
    assert.match((await slipway(['release', 'list', '-o', 'wide'])).printed[0] ?? '', /COREDNS.*CNI PLUGINS.*USED BY/);
  });

  it('shows a release whole, for people and for programs', async () => {
    const { printed } = await slipway(['release', 'show', 'v1.9.0']);
    assert.match(printed.join('\n'), /Kubernetes +1\.36\.3\n.*etcd +3\.6\.16/);
    assert.match(printed.join('\n'), /v1\.9\.0-docker-amd64: docker, amd64, 1\.1 GiB\n +machine +sha256:1\.36\.3/);
    assert.equal(printed.at(-1), 'used by: default/first');
    const json = JSON.parse((await slipway(['release', 'show', 'v1.9.0', '-o', 'json'])).printed.join('\n'));
    assert.deepEqual([json.components.kubernetes, json.usedBy], ['1.36.3', ['default/first']]);
  });

  it('tells in what two releases differ, and inside their images when asked', async () => {
    const brief = (await slipway(['release', 'diff', 'v1.9.0', 'v1.10.0'])).printed.map((line) => line.split(/ {2,}/));
    assert.deepEqual(brief, [
      ['COMPONENT', 'V1.9.0', 'V1.10.0'],
      ['Kubernetes', '1.36.3', '1.37.2'],
      ['etcd', '3.6.16', '3.7.3'],
    ]);
    const wide = (await slipway(['release', 'diff', 'v1.9.0', 'v1.10.0', '-o', 'wide'])).printed;
    assert.deepEqual(
      wide.slice(-2).map((line) => line.split(/ {2,}/)),
      [
        ['INSIDE', 'V1.9.0', 'V1.10.0'],
        ['kubelet', '1.36.3', '1.37.2'],
      ],
    );
    const unbuilt = await slipway(['release', 'diff', 'v1.9.0', 'v1.10.0-rc.1', '-o', 'wide']);
    assert.match(unbuilt.printed.at(-1) ?? '', /once both are built/);
    const same = await slipway(['release', 'diff', 'v1.9.0', 'v1.9.0']);
    assert.deepEqual(same.printed, ['v1.9.0 and v1.9.0 declare the same components']);
  });

  it('names the nearest release when there is none of that name', async () => {
    for (const words of [
      ['release', 'show', 'v1.9.1'],
      ['release', 'diff', 'v1.9.0', 'v1.9.1'],
      ['image', 'build', 'v1.9.1'],
    ]) {
      const { code, said } = await slipway(words);
      assert.equal(code, 3);
      assert.match(said.join('\n'), /there is no PlatformRelease v1\.9\.1.*\n?.*did you mean v1\.9\.0\?/);
    }
  });

  it('lists images with size and users, and wide with everything that is inside', async () => {
    const rows = (await slipway(['image', 'list'])).printed.map((line) => line.split(/ {2,}/));
    assert.deepEqual(
      rows.slice(1).map((row) => [row[0], ...row.slice(4)]),
      [
        ['v1.10.0-docker-amd64', 'built', '1.1 GiB', '-'],
        ['v1.10.0-rc.1-docker-amd64', 'declared', '-', '-'],
        ['v1.9.0-docker-amd64', 'built', '1.1 GiB', 'default/first'],
      ],
    );
    const wide = (await slipway(['image', 'list', '-o', 'wide'])).printed.join('\n');
    assert.match(
      wide,
      /v1\.9\.0-docker-amd64:\n {2}machine archive +1\.1 GiB +sha256:1\.36\.3\n {2}endpoint archive +25 MiB/,
    );
    assert.match(wide, /kubelet +1\.37\.2 +sha256:k1\.37\.2/);
  });

  it('prunes what nobody uses, once it was asked in earnest, and keeps what the rest is made of', async () => {
    const asked: { readonly images: readonly string[]; readonly dryRun: boolean }[] = [];
    const clean: ArtifactCleaning['clean'] = async ({ dryRun, images }) => {
      asked.push({ images: [...images].toSorted(), dryRun });
      return [{ name: 'kubernetes 1.35.4', sizeBytes: 500_000_000 }];
    };
    const prune = (...words: readonly string[]) =>
      runWords(['image', 'prune', ...words], { directory, client, context: { artifacts: { clean } } });
    const names = async () => (await client.objects.list(MachineImage)).items.map(({ metadata }) => metadata.name);
    const before = await names();
    const dry = await prune('--dry-run');
    assert.deepEqual(dry.printed, [
      'v1.10.0-docker-amd64 at docker   1.1 GiB',
      'kubernetes 1.35.4 in the cache   477 MiB',
      '1.6 GiB would be freed (dry run: nothing was removed)',
    ]);
    assert.deepEqual(await names(), before);
    assert.equal((await prune()).printed.at(-1), '1.6 GiB freed');
    const left = before.filter((name) => name !== 'v1.10.0-docker-amd64');
    assert.deepEqual(await names(), left);
    assert.deepEqual(asked, [
      { images: left.toSorted(), dryRun: true },
      { images: left.toSorted(), dryRun: false },
    ]);
  });
});
