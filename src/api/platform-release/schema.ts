import { conditions } from '../meta/condition.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';

const version = {
  type: 'string',
  maxLength: 32,
  'x-kubernetes-validations': [
    {
      rule: "self.matches('^[0-9]+[.][0-9]+([.][0-9]+)?$')",
      message: 'must be a version such as 1.36.3, without a v',
    },
  ],
} as const satisfies Schema;

export const platformReleaseSpec = {
  type: 'object',
  required: ['version', 'components'],
  'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'a release never changes: publish a new one' }],
  properties: {
    version: {
      type: 'string',
      maxLength: 64,
      description: 'The semantic version of the release itself.',
      'x-kubernetes-validations': [
        {
          rule: "self.matches('^[0-9]+[.][0-9]+[.][0-9]+(-[0-9A-Za-z.-]+)?$')",
          message: 'must be a semantic version such as 1.0.0, without a v',
        },
      ],
    },
    channel: {
      type: 'string',
      enum: ['alpha', 'beta', 'stable'],
      default: 'stable',
      description: 'How settled it is.',
    },
    components: {
      type: 'object',
      description: 'What a machine of this release runs, by version.',
      required: ['kubernetes', 'etcd', 'coredns', 'containerd', 'cniPlugins', 'pause', 'haproxy', 'os'],
      properties: {
        kubernetes: {
          ...version,
          'x-kubernetes-validations': [
            ...version['x-kubernetes-validations'],
            {
              rule: "!self.matches('^[0-9]') || self.matches('^1[.](3[1-9]|[4-9][0-9]|[1-9][0-9][0-9])([.]|$)')",
              message: 'must be 1.31.0 or newer: what machines are given is for kubeadm 1.31 and newer',
            },
          ],
          description: 'kubeadm, kubelet, kube-apiserver and the rest of one Kubernetes patch release.',
        },
        etcd: { ...version, description: 'etcd and its tools.' },
        coredns: { ...version, description: 'CoreDNS.' },
        containerd: { ...version, description: 'containerd with its runc shim.' },
        cniPlugins: { ...version, description: 'The reference CNI plugins.' },
        pause: { ...version, description: 'The pause image.' },
        haproxy: { ...version, description: 'HAProxy of the endpoint.' },
        os: { type: 'string', enum: ['debian-trixie'], description: 'The base system of machines.' },
      },
    },
  },
} as const satisfies Schema;

export const platformReleaseStatus = {
  type: 'object',
  properties: { observedGeneration, conditions },
} as const satisfies Schema;
