import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeNodeRequest, type NodeRequest } from './judge-node-request.ts';

const machine = { name: 'first-workers-1', tokenId: 'abcdef', alreadyIssued: false };
const good: NodeRequest = {
  signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
  username: 'system:bootstrap:abcdef',
  usages: ['digital signature', 'client auth'],
  subject: { commonName: 'system:node:first-workers-1', organizations: ['system:nodes'], dnsNames: [], addresses: [] },
};
const subject = good.subject as NonNullable<NodeRequest['subject']>;

test('judgeNodeRequest approves the one request a machine is due', () => {
  assert.deepEqual(judgeNodeRequest(good, machine), { approve: true });
});

const refused: readonly { readonly reason: string; readonly request: NodeRequest; readonly issued?: boolean }[] = [
  {
    reason: "another node's name",
    request: { ...good, subject: { ...subject, commonName: 'system:node:first-workers-2' } },
  },
  {
    reason: "a control plane's name",
    request: { ...good, subject: { ...subject, commonName: 'system:node:first-control-plane-1' } },
  },
  { reason: 'a token used twice', request: good, issued: true },
  { reason: "somebody else's token", request: { ...good, username: 'system:bootstrap:zzzzzz' } },
  { reason: 'a node that renews itself', request: { ...good, username: 'system:node:first-workers-1' } },
  {
    reason: 'more groups',
    request: { ...good, subject: { ...subject, organizations: ['system:nodes', 'system:masters'] } },
  },
  { reason: 'another group', request: { ...good, subject: { ...subject, organizations: ['system:masters'] } } },
  {
    reason: 'host names in a client certificate',
    request: { ...good, subject: { ...subject, dnsNames: ['kubernetes'] } },
  },
  { reason: 'server usage', request: { ...good, usages: ['client auth', 'server auth'] } },
  { reason: 'no client usage', request: { ...good, usages: ['digital signature'] } },
  { reason: 'another signer', request: { ...good, signerName: 'kubernetes.io/kube-apiserver-client' } },
  { reason: 'an unreadable request', request: { ...good, subject: undefined } },
];

for (const { reason, request, issued } of refused) {
  test(`judgeNodeRequest refuses ${reason}`, () => {
    assert.equal(judgeNodeRequest(request, { ...machine, alreadyIssued: issued ?? false }).approve, false);
  });
}
