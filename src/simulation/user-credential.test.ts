import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { userSigner } from '#api/user-signer.ts';
import type { Approval } from '#controllers/user-credential/approval.ts';
import { userCredential } from '#controllers/user-credential/controller.ts';
import type { Controller } from '#runtime/controller.ts';
import { createWorld } from './create-world.ts';
import { firstCluster } from './testing/first-cluster.ts';

const approved = [{ type: 'Approved', status: 'True', reason: 'ByHand', message: 'it is fine' }];

/** What becomes of a request for a cluster that does not exist. */
async function answered(
  approvedBy: Approval,
  {
    conditions = [],
    signerName = userSigner,
  }: { readonly conditions?: readonly object[]; readonly signerName?: string },
) {
  const { composition, kinds } = firstCluster({ safetyNets: false });
  const world = createWorld({ kinds, seed: 1 });
  const name = 'me';
  const before = await world.act(async (objects) => {
    const spec = { signerName, request: btoa('nothing'), usages: ['client auth'] };
    const head = { apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', metadata: { name } };
    const made = await objects.create(CertificateSigningRequest, { ...head, spec });
    if (conditions.length === 0) return made;
    const body = { status: { conditions } };
    return await objects.patch(CertificateSigningRequest, { name }, { type: 'merge', subresource: 'status', body });
  });
  const controllers = [userCredential(approvedBy)] as readonly Controller[];
  world.startManager({ ...composition, controllers });
  await world.runUntilQuiet();
  const after = await world.objects.get(CertificateSigningRequest, { name });
  const types = after.status?.conditions?.map(({ type, reason }) => `${type} ${reason}`) ?? [];
  return { written: after.metadata.resourceVersion !== before.metadata.resourceVersion, types };
}

describe('a request for a way into a cluster', () => {
  it('is answered at once where who may ask may do everything', async () => {
    assert.deepEqual(await answered('manager', {}), { written: true, types: ['Denied ClusterNotFound'] });
  });

  it('waits for people on a cluster, and is answered when they approved it', async () => {
    assert.deepEqual(await answered('people', {}), { written: false, types: [] });
    const types = ['Approved ByHand', 'Failed ClusterNotFound'];
    assert.deepEqual(await answered('people', { conditions: approved }), { written: true, types });
    const both = [...approved, { type: 'Denied', status: 'True', reason: 'No', message: 'on second thought' }];
    assert.equal((await answered('people', { conditions: both })).written, false);
  });

  for (const approvedBy of ['manager', 'people'] as const) {
    it(`is left alone when another signer is named, approved or not: ${approvedBy}`, async () => {
      const signerName = 'kubernetes.io/kubelet-serving';
      assert.equal((await answered(approvedBy, { signerName })).written, false);
      assert.equal((await answered(approvedBy, { signerName, conditions: approved })).written, false);
    });
  }
});
