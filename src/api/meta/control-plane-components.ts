import { componentArguments } from './component-arguments.ts';
import type { Schema } from './schema.ts';

const kubeconfigs = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'];
const requestHeaders = [
  'requestheader-allowed-names',
  'requestheader-client-ca-file',
  'requestheader-extra-headers-prefix',
  'requestheader-group-headers',
  'requestheader-uid-headers',
  'requestheader-username-headers',
];

const apiServerFlags = [
  ...requestHeaders,
  'advertise-address',
  'allow-privileged',
  'bind-address',
  'cert-dir',
  'client-ca-file',
  'enable-bootstrap-token-auth',
  'etcd-cafile',
  'etcd-certfile',
  'etcd-keyfile',
  'etcd-prefix',
  'etcd-servers',
  'kubelet-client-certificate',
  'kubelet-client-key',
  'proxy-client-cert-file',
  'proxy-client-key-file',
  'secure-port',
  'service-account-key-file',
  'service-account-signing-key-file',
  'service-cluster-ip-range',
  'tls-cert-file',
  'tls-private-key-file',
];

const controllerManagerFlags = [
  ...kubeconfigs,
  ...requestHeaders,
  'allocate-node-cidrs',
  'client-ca-file',
  'cluster-cidr',
  'cluster-name',
  'cluster-signing-cert-file',
  'cluster-signing-key-file',
  'leader-elect',
  'master',
  'node-cidr-mask-size',
  'node-cidr-mask-size-ipv4',
  'node-cidr-mask-size-ipv6',
  'root-ca-file',
  'secure-port',
  'service-account-private-key-file',
  'service-cluster-ip-range',
  'use-service-account-credentials',
];

const schedulerFlags = [...kubeconfigs, ...requestHeaders, 'client-ca-file', 'leader-elect', 'master', 'secure-port'];

const absolute = {
  type: 'string',
  maxLength: 256,
  'x-kubernetes-validations': [
    { rule: "self.matches('^(/[^/:]+)+$')", message: 'must be an absolute path such as /etc/kubernetes/audit' },
  ],
} as const satisfies Schema;

const extraVolumes = {
  type: 'array',
  maxItems: 16,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name'],
  description: 'Files and directories of the machine that it sees beside its own.',
  items: {
    type: 'object',
    required: ['name', 'hostPath', 'mountPath'],
    properties: {
      name: {
        type: 'string',
        maxLength: 63,
        description: 'Unique within the component.',
        'x-kubernetes-validations': [
          {
            rule: "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message: 'must be lower-case letters, digits and dashes, with a letter or digit at both ends',
          },
          {
            rule: "!(self in ['ca-certs', 'etc-ca-certificates', 'etc-pki-ca-trust', 'etc-pki-tls-certs', 'flexvolume-dir', 'k8s-certs', 'kubeconfig', 'usr-local-share-ca-certificates', 'usr-share-ca-certificates'])",
            message: 'is the name of a volume of kubeadm: choose another',
          },
        ],
      },
      hostPath: { ...absolute, description: 'On the machine.' },
      mountPath: { ...absolute, description: 'Where the component sees it.' },
      readOnly: { type: 'boolean', default: true, description: 'Whether the component can only read it.' },
      pathType: {
        type: 'string',
        enum: ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File'],
        description: 'What must be there; absent: anything.',
      },
    },
  },
} as const satisfies Schema;

/** Schemas of the components of a control plane, in kubeadm's shape; etcd apart, which has more to it. */
export const controlPlaneComponents = {
  apiServer: {
    type: 'object',
    description: 'kube-apiserver.',
    properties: {
      extraArgs: componentArguments('kube-apiserver', apiServerFlags, [
        {
          rule: "self.name != 'enable-admission-plugins' || 'NodeRestriction' in self.value.split(',')",
          message: 'must keep NodeRestriction, without which a kubelet may change any Node: name it beside yours',
          fieldPath: '.value',
        },
        {
          rule: "self.name != 'authorization-mode' || ('Node' in self.value.split(',') && 'RBAC' in self.value.split(','))",
          message:
            'must keep Node and RBAC, by which machines and the manager get their rights: name them beside yours',
          fieldPath: '.value',
        },
      ]),
      extraVolumes,
      certSANs: {
        type: 'array',
        maxItems: 64,
        'x-kubernetes-list-type': 'set',
        description: 'Names and addresses in its certificate, beside those of the cluster and its endpoint.',
        items: {
          type: 'string',
          maxLength: 253,
          'x-kubernetes-validations': [
            {
              rule: "isIP(self) || (!self.matches('^[0-9.]+$') && self.matches('^([*][.])?[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'))",
              message: 'must be an address or a name such as api.example.com or *.example.com',
            },
          ],
        },
      },
    },
  },
  controllerManager: {
    type: 'object',
    description: 'kube-controller-manager.',
    properties: {
      extraArgs: componentArguments('kube-controller-manager', controllerManagerFlags, []),
      extraVolumes,
    },
  },
  scheduler: {
    type: 'object',
    description: 'kube-scheduler.',
    properties: { extraArgs: componentArguments('kube-scheduler', schedulerFlags, []), extraVolumes },
  },
} as const satisfies { readonly [name: string]: Schema };
