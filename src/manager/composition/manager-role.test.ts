import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import type { Unsaved } from '#api/meta/kube-object.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { userSigner } from '#api/user-signer.ts';
import { liveFirstCluster } from '#simulation/testing/live-first-cluster.ts';
import { firstCluster } from '#simulation/testing/first-cluster.ts';
import { controllerRules } from './controller-rules.ts';

/** The rights each call needs; whoever lists and watches is given get as well, for it shows nothing more. */
const verbsOf: Readonly<Record<string, readonly string[]>> = {
  get: ['read'],
  list: ['read'],
  watch: ['read'],
  create: ['create'],
  update: ['update'],
  patch: ['patch'],
  apply: ['create', 'patch'],
  'apply status': ['patch'],
  delete: ['delete'],
};

/** Asks for a certificate of a cluster that is gone, which is answered in its status. */
const request: Unsaved<CertificateSigningRequest> = {
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: { name: 'me' },
  spec: { signerName: userSigner, request: btoa('nothing'), usages: ['client auth'] },
};

function rightsUsed(trace: readonly string[]): readonly string[] {
  const used = trace.flatMap((line) => {
    const [, call = '', name] = /(?<!reply )store ([a-z]+(?: status)?) ([A-Z]\w+)/.exec(line) ?? [];
    const kind = servedKinds.find((one) => one.kind === name);
    if (kind === undefined) return [];
    const resource = `${kind.group}/${kind.plural}${call.endsWith(' status') ? '/status' : ''}`;
    return (verbsOf[call] ?? [call]).map((verb) => `${verb} ${resource}`);
  });
  return [...new Set(used)];
}

function rightsGiven(): readonly string[] {
  const given = controllerRules().flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.map((verb) => `${['get', 'list', 'watch'].includes(verb) ? 'read' : verb} ${group}/${resource}`),
      ),
    ),
  );
  return [...new Set(given)];
}

test('what lives of a cluster use of the store is what the role gives: nothing is missing and nothing superfluous', async () => {
  const used = new Set<string>();
  for (const seed of [1, 2]) {
    const world = await liveFirstCluster(firstCluster({ safetyNets: false }), { seed });
    await world.act((objects) => objects.create(CertificateSigningRequest, request));
    await world.runUntilQuiet();
    for (const right of rightsUsed(world.scheduler.trace)) used.add(right);
  }
  assert.deepEqual([...used].toSorted(), rightsGiven().toSorted());
});
