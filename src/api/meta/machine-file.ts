import type { Schema } from './schema.ts';
import { textSource } from './text-source.ts';

/** Directories and files that Slipway, kubeadm, the kubelet and containerd keep themselves, or that are gone after a boot. */
const kept = [
  '/dev/',
  '/etc/cni/net.d/10-slipway',
  '/etc/containerd/certs.d/',
  '/etc/containerd/conf.d/10-cgroups.toml',
  '/etc/containerd/config.toml',
  '/etc/default/kubelet',
  '/etc/kubernetes/admin.conf',
  '/etc/kubernetes/bootstrap-kubelet.conf',
  '/etc/kubernetes/controller-manager.conf',
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/manifests/',
  '/etc/kubernetes/pki/',
  '/etc/kubernetes/scheduler.conf',
  '/etc/kubernetes/super-admin.conf',
  '/etc/slipway/',
  '/etc/sysctl.d/90-slipway.conf',
  '/proc/',
  '/run/',
  '/sys/',
  '/tmp/',
  '/usr/local/lib/slipway/',
  '/var/lib/containerd/',
  '/var/lib/etcd/',
  '/var/lib/kubelet/',
  '/var/lib/slipway/',
  '/var/run/',
];

/** Schema of a file a user puts on machines. */
export const machineFile = {
  type: 'object',
  required: ['path'],
  properties: {
    path: {
      type: 'string',
      maxLength: 256,
      description: 'Absolute path; missing directories are made with mode 0755.',
      'x-kubernetes-validations': [
        {
          rule: "self.matches('^(/[^/]+)+$') && !self.matches('/[.][.]?(/|$)')",
          message: 'must be an absolute path without . or .. in it, such as /etc/example.conf',
        },
        {
          rule: `![${kept.map((path) => `'${path}'`).join(', ')}].exists(kept, self.startsWith(kept))`,
          message:
            'this place is kept by Slipway, kubeadm, the kubelet or containerd, or is emptied by a boot: choose another',
        },
      ],
    },
    mode: {
      type: 'string',
      maxLength: 4,
      default: '0600',
      description: 'Permissions in octal.',
      'x-kubernetes-validations': [
        { rule: "self.matches('^0[0-7]{3}$')", message: 'must be permissions such as "0644"' },
      ],
    },
    content: {
      type: 'string',
      maxLength: 32768,
      description: 'The text of the file. What is secret comes from a Secret.',
    },
    contentFrom: textSource,
  },
  'x-kubernetes-validations': [
    {
      rule: 'has(self.content) != has(self.contentFrom)',
      message: 'say what is in the file: either content or contentFrom',
    },
    {
      rule: "!has(self.contentFrom) || !has(self.contentFrom.secretKeyRef) || self.mode.endsWith('00')",
      message: 'what comes from a Secret is for root alone: make mode end in 00, such as "0600"',
    },
  ],
} as const satisfies Schema;
