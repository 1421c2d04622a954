import type { Message } from './message.ts';

const ownerReference: Message = {
  1: ['kind', 'string'],
  3: ['name', 'string'],
  4: ['uid', 'string'],
  5: ['apiVersion', 'string'],
  6: ['controller', 'bool'],
  7: ['blockOwnerDeletion', 'bool'],
};

const metadata: Message = {
  1: ['name', 'string'],
  2: ['generateName', 'string'],
  3: ['namespace', 'string'],
  5: ['uid', 'string'],
  6: ['resourceVersion', 'string'],
  7: ['generation', 'integer'],
  8: ['creationTimestamp', 'time'],
  9: ['deletionTimestamp', 'time'],
  10: ['deletionGracePeriodSeconds', 'integer'],
  11: ['labels', { map: 'string' }],
  12: ['annotations', { map: 'string' }],
  13: ['ownerReferences', { list: ownerReference }],
  14: ['finalizers', { list: 'string' }],
};

const reference: Message = {
  1: ['kind', 'string'],
  2: ['namespace', 'string'],
  3: ['name', 'string'],
  4: ['uid', 'string'],
  5: ['apiVersion', 'string'],
  6: ['resourceVersion', 'string'],
  7: ['fieldPath', 'string'],
};

const event: Message = {
  1: ['metadata', { message: metadata }],
  2: ['involvedObject', { message: reference }],
  3: ['reason', 'string'],
  4: ['message', 'string'],
  5: ['source', { message: { 1: ['component', 'string'], 2: ['host', 'string'] } }],
  6: ['firstTimestamp', 'time'],
  7: ['lastTimestamp', 'time'],
  8: ['count', 'integer'],
  9: ['type', 'string'],
  10: ['eventTime', 'microTime'],
  11: ['series', { message: { 1: ['count', 'integer'], 2: ['lastObservedTime', 'microTime'] } }],
  12: ['action', 'string'],
  13: ['related', { message: reference }],
  14: ['reportingComponent', 'string'],
  15: ['reportingInstance', 'string'],
};

const lease: Message = {
  1: ['holderIdentity', 'string'],
  2: ['leaseDurationSeconds', 'integer'],
  3: ['acquireTime', 'microTime'],
  4: ['renewTime', 'microTime'],
  5: ['leaseTransitions', 'integer'],
  6: ['strategy', 'string'],
  7: ['preferredHolder', 'string'],
};

const resourceAttributes: Message = {
  1: ['namespace', 'string'],
  2: ['verb', 'string'],
  3: ['group', 'string'],
  4: ['version', 'string'],
  5: ['resource', 'string'],
  6: ['subresource', 'string'],
  7: ['name', 'string'],
};

const accessReview: Message = {
  1: ['resourceAttributes', { message: resourceAttributes }],
  2: ['nonResourceAttributes', { message: { 1: ['path', 'string'], 2: ['verb', 'string'] } }],
};

const deleteOptions: Message = {
  1: ['gracePeriodSeconds', 'integer'],
  2: ['preconditions', { message: { 1: ['uid', 'string'], 2: ['resourceVersion', 'string'] } }],
  4: ['propagationPolicy', 'string'],
  5: ['dryRun', { list: 'string' }],
};

function withSpec(spec: Message): Message {
  return { 1: ['metadata', { message: metadata }], 2: ['spec', { message: spec }] };
}

/** The messages that Go clients send unasked, by apiVersion and kind, with the field numbers of Kubernetes' `generated.proto` files. */
export const messages: { readonly [id: string]: Message } = {
  'v1 Namespace': withSpec({ 1: ['finalizers', { list: 'string' }] }),
  'v1 Secret': {
    1: ['metadata', { message: metadata }],
    2: ['data', { map: 'bytes' }],
    3: ['type', 'string'],
    4: ['stringData', { map: 'string' }],
    5: ['immutable', 'bool'],
  },
  'v1 ConfigMap': {
    1: ['metadata', { message: metadata }],
    2: ['data', { map: 'string' }],
    3: ['binaryData', { map: 'bytes' }],
    4: ['immutable', 'bool'],
  },
  'v1 ServiceAccount': {
    1: ['metadata', { message: metadata }],
    2: ['secrets', { list: reference }],
    3: ['imagePullSecrets', { list: { 1: ['name', 'string'] } }],
    4: ['automountServiceAccountToken', 'bool'],
  },
  'v1 Event': event,
  'coordination.k8s.io/v1 Lease': withSpec(lease),
  'authentication.k8s.io/v1 SelfSubjectReview': {},
  'authorization.k8s.io/v1 SelfSubjectAccessReview': withSpec(accessReview),
  'authorization.k8s.io/v1 SelfSubjectRulesReview': withSpec({ 1: ['namespace', 'string'] }),
  // Every group has these; they are looked up without it.
  DeleteOptions: deleteOptions,
};
