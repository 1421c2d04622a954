import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Machine } from '#api/machine/index.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { readiness } from '#explain/readiness.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import { awaitObject } from './harness/await-object.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { docker } from './harness/docker.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { joinRequest } from './harness/join-request.ts';
import type { MachineContainer } from './harness/machine-container.ts';
import { pauseWorkers } from './harness/pause-workers.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

const cluster = 'identity';
const [first, second] = [`${cluster}-workers-1`, `${cluster}-workers-2`] as const;

/** A thief's way in: the API server's address and one machine's token. */
interface Stolen {
  readonly id: string;
  readonly client: KubeClient;
}

describe("a machine's join token in the wrong hands", () => {
  let installation: Installation;
  let workload: Workload;
  let paused: readonly MachineContainer[] = [];
  const clients: KubeClient[] = [];

  before(async () => {
    installation = await createInstallation();
    const pausing = pauseWorkers(installation, 2);
    await installation.apply(clusterManifest(cluster, 2));
    paused = await pausing;
    await awaitObject(installation, {
      kind: Machine,
      key: { namespace: 'default', name: `${cluster}-control-plane-1` },
      what: 'becomes Ready',
      holds: (machine) => machine !== undefined && readiness.isReady(machine),
    });
    workload = await openWorkload(installation, cluster);
  });

  after(async () => {
    for (const client of clients) await client.close();
    await workload?.close();
    for (const { id } of paused) await docker(['unpause', id]).catch(() => undefined);
    await installation?.remove();
  });

  /** The token of a machine once the workload cluster knows it. */
  async function steal(machine: string): Promise<Stolen> {
    const { objects } = await installation.client();
    const kept = await objects.get(Secret, { namespace: 'default', name: `${machine}-token` });
    const text = (field: string) => Buffer.from(String(kept.data?.[field] ?? ''), 'base64').toString('utf8');
    const id = text('id');
    const wait = ['wait', '--for=create', `secret/bootstrap-token-${id}`, '-n', 'kube-system', '--timeout=2m'];
    await workload.kubectl(wait, { within: 130_000 });
    const { authority = '', server } = await readKubeconfig({
      text: await installation.cli(['kubeconfig', cluster, '--static']),
    });
    const client = createKubeClient({ server, authority, token: `${id}.${text('secret')}` });
    clients.push(client);
    return { id, client };
  }

  /** Asks for a certificate and gives the manager's verdict. */
  async function ask(
    { client }: Stolen,
    request: { readonly name: string; readonly commonName: string; readonly organization?: string },
  ): Promise<{ readonly verdict: string; readonly message: string; readonly certificate: boolean }> {
    const body = await joinRequest({ organization: 'system:nodes', ...request });
    await client.objects.create(CertificateSigningRequest, body as never);
    const judged = '--for=jsonpath={.status.conditions[0].type}';
    await workload.kubectl(['wait', judged, `csr/${request.name}`, '--timeout=1m'], { within: 70_000 });
    const { status } = await workload.client.objects.get(CertificateSigningRequest, { name: request.name });
    const [condition] = status?.conditions ?? [];
    return {
      verdict: condition?.type ?? '',
      message: condition?.message ?? '',
      certificate: status?.certificate !== undefined,
    };
  }

  async function refusal(call: Promise<unknown>): Promise<string> {
    try {
      await call;
      return 'nothing refused it';
    } catch (error) {
      if (error instanceof ApiError) return error.reason;
      throw error;
    }
  }

  /** Nothing tells when an API server forgets a token: it is asked until it has. */
  async function untilRefused(stolen: Stolen): Promise<void> {
    const deadline = AbortSignal.timeout(60_000);
    while ((await refusal(stolen.client.read('/version'))) !== 'Unauthorized') {
      assert.ok(!deadline.aborted, 'the token still serves after a minute');
      await pause(100);
    }
  }

  it('gets no certificate of another worker', async () => {
    const answer = await ask(await steal(first), { name: 'other-worker', commonName: `system:node:${second}` });
    assert.deepEqual({ ...answer, message: '' }, { verdict: 'Denied', message: '', certificate: false });
    assert.match(answer.message, new RegExp(`the token belongs to system:node:${first}`));
  });

  it('gets no certificate of a control plane, nor of one that is to come', async () => {
    const stolen = await steal(first);
    for (const ordinal of [1, 2]) {
      const commonName = `system:node:${cluster}-control-plane-${ordinal}`;
      const answer = await ask(stolen, { name: `control-plane-${ordinal}`, commonName });
      assert.equal(answer.verdict, 'Denied');
      assert.equal(answer.certificate, false);
    }
  });

  it('gets no certificate in a mightier group', async () => {
    const organization = 'system:masters';
    const answer = await ask(await steal(first), {
      name: 'masters',
      commonName: `system:node:${first}`,
      organization,
    });
    assert.equal(answer.verdict, 'Denied');
    assert.equal(answer.certificate, false);
  });

  it('reads no Secret and approves nothing itself', async () => {
    const { client } = await steal(first);
    assert.equal(await refusal(client.read('/api/v1/namespaces/kube-system/secrets')), 'Forbidden');
    const approval = { approved: true, reason: 'Mine', message: 'approved by the thief' };
    assert.equal(await refusal(client.approve('masters', approval)), 'Forbidden');
  });

  it('is worth nothing after it expired', async () => {
    const stolen = await steal(first);
    await installation.disconnect();
    await installation.manager.stop();
    const expiration = Buffer.from(new Date(Date.now() - 60_000).toISOString()).toString('base64');
    const patch = JSON.stringify({ data: { expiration } });
    await workload.kubectl(['patch', 'secret', `bootstrap-token-${stolen.id}`, '-n', 'kube-system', '-p', patch]);
    await untilRefused(stolen);
    const request = joinRequest({ name: 'late', commonName: `system:node:${first}`, organization: 'system:nodes' });
    const asked = stolen.client.objects.create(CertificateSigningRequest, (await request) as never);
    assert.equal(await refusal(asked), 'Unauthorized');
  });

  it('still serves the machine itself, whose manager renews it, and is worth nothing once the machine joined', async () => {
    await installation.manager.start();
    const stolen = await steal(first);
    const container = paused.find(({ machine }) => machine === first);
    assert.ok(container);
    await docker(['unpause', container.id]);
    await awaitObject(installation, {
      kind: Machine,
      key: { namespace: 'default', name: first },
      what: 'becomes Ready',
      holds: (machine) => machine !== undefined && readiness.isReady(machine),
    });
    await untilRefused(stolen);
    const request = joinRequest({ name: 'twice', commonName: `system:node:${first}`, organization: 'system:nodes' });
    const asked = stolen.client.objects.create(CertificateSigningRequest, (await request) as never);
    assert.equal(await refusal(asked), 'Unauthorized');
  });

  it('gets no second certificate even before the machine joined', async () => {
    const stolen = await steal(second);
    const commonName = `system:node:${second}`;
    assert.equal((await ask(stolen, { name: 'once', commonName })).verdict, 'Approved');
    const again = await ask(stolen, { name: 'again', commonName });
    assert.equal(again.verdict, 'Denied');
    assert.equal(again.certificate, false);
    assert.match(again.message, /already/);
  });
});
