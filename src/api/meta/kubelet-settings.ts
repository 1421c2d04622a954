import { duration } from './duration.ts';
import { quantity } from './quantity.ts';
import type { Schema } from './schema.ts';

const percent = { type: 'integer', minimum: 0, maximum: 100 } as const satisfies Schema;
const count = { type: 'integer', format: 'int32', minimum: 0 } as const satisfies Schema;

const signals =
  "['memory.available', 'nodefs.available', 'nodefs.inodesFree', 'imagefs.available', 'imagefs.inodesFree', 'containerfs.available', 'containerfs.inodesFree', 'pid.available']";
const knownSignals = {
  rule: `self.all(signal, signal in ${signals})`,
  message: 'its keys must be eviction signals such as memory.available or nodefs.inodesFree',
} as const;

function thresholds(description: string) {
  return {
    type: 'object',
    description,
    maxProperties: 8,
    'x-kubernetes-validations': [knownSignals],
    additionalProperties: {
      type: 'string',
      maxLength: 32,
      'x-kubernetes-validations': [
        {
          rule: "isQuantity(self) || self.matches('^[0-9]+([.][0-9]+)?%$')",
          message: 'must be a quantity such as 500Mi or a share such as 10%',
        },
      ],
    },
  } as const satisfies Schema;
}

function reserved(description: string) {
  return {
    type: 'object',
    description,
    properties: {
      cpu: { ...quantity, description: 'Cores.' },
      memory: { ...quantity, description: 'Memory.' },
      'ephemeral-storage': { ...quantity, description: 'Disk.' },
      pid: { ...quantity, description: 'Processes.' },
    },
  } as const satisfies Schema;
}

const resources = {
  maxPods: { type: 'integer', format: 'int32', minimum: 1, maximum: 5000, description: 'Pods a machine takes.' },
  podsPerCore: { ...count, description: 'Pods for each core; 0: no limit of its own.' },
  podPidsLimit: { type: 'integer', format: 'int64', minimum: -1, description: 'Processes a pod may have; -1: any.' },
  kubeReserved: reserved('Kept for the kubelet and the container runtime.'),
  systemReserved: reserved('Kept for the system.'),
  reservedSystemCPUs: {
    type: 'string',
    maxLength: 128,
    description: 'Cores kept for the system and Kubernetes.',
    'x-kubernetes-validations': [
      {
        rule: "self.matches('^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$')",
        message: 'must be a list of cores such as 0-1,8',
      },
    ],
  },
  cpuManagerPolicy: { type: 'string', enum: ['none', 'static'], description: 'How containers get cores of their own.' },
  cpuCFSQuota: { type: 'boolean', description: 'Whether limits of cores are enforced.' },
  topologyManagerPolicy: {
    type: 'string',
    enum: ['none', 'best-effort', 'restricted', 'single-numa-node'],
    description: 'How resources are aligned.',
  },
  topologyManagerScope: { type: 'string', enum: ['container', 'pod'], description: 'What is aligned.' },
  memorySwap: {
    type: 'object',
    description: 'Swap of containers.',
    properties: { swapBehavior: { type: 'string', enum: ['NoSwap', 'LimitedSwap'], description: 'Who may swap.' } },
  },
} as const satisfies { readonly [name: string]: Schema };

const eviction = {
  evictionHard: thresholds('Signals at which pods are evicted at once.'),
  evictionSoft: thresholds('Signals at which pods are evicted after a while.'),
  evictionSoftGracePeriod: {
    type: 'object',
    description: 'For each signal of evictionSoft, how long it must hold.',
    maxProperties: 8,
    additionalProperties: duration,
    'x-kubernetes-validations': [knownSignals],
  },
  evictionMinimumReclaim: thresholds('What an eviction frees at the least.'),
  evictionMaxPodGracePeriod: { ...count, description: 'Longest grace of a softly evicted pod, in seconds.' },
  evictionPressureTransitionPeriod: { ...duration, description: 'How long pressure is over before it counts as over.' },
} as const satisfies { readonly [name: string]: Schema };

const images = {
  imageGCHighThresholdPercent: { ...percent, description: 'Use of the disk above which images are removed.' },
  imageGCLowThresholdPercent: { ...percent, description: 'Use of the disk down to which images are removed.' },
  imageMinimumGCAge: { ...duration, description: 'How long an unused image stays at the least.' },
  imageMaximumGCAge: {
    ...duration,
    description: 'How long an unused image stays at the most; 0s: as long as it fits.',
  },
  serializeImagePulls: { type: 'boolean', description: 'Whether images are pulled one after the other.' },
  maxParallelImagePulls: { type: 'integer', format: 'int32', minimum: 1, description: 'Images pulled at once.' },
  registryPullQPS: { ...count, description: 'Pulls a second; 0: any.' },
  registryBurst: { ...count, description: 'Pulls at once in a burst.' },
} as const satisfies { readonly [name: string]: Schema };

const rest = {
  containerLogMaxSize: { ...quantity, description: "Size at which a container's log is rotated." },
  containerLogMaxFiles: { type: 'integer', format: 'int32', minimum: 2, description: 'Logs kept of a container.' },
  eventRecordQPS: { ...count, description: 'Events a second; 0: any.' },
  eventBurst: { ...count, description: 'Events at once in a burst.' },
  kubeAPIQPS: { ...count, description: 'Calls of the API a second.' },
  kubeAPIBurst: { ...count, description: 'Calls of the API at once in a burst.' },
  nodeStatusUpdateFrequency: { ...duration, description: "How often the Node's status is computed." },
  nodeStatusReportFrequency: { ...duration, description: "How often the Node's unchanged status is reported." },
  nodeLeaseDurationSeconds: {
    type: 'integer',
    format: 'int32',
    minimum: 1,
    description: "How long the Node's lease holds.",
  },
  shutdownGracePeriod: { ...duration, description: 'How long a shutdown waits for pods.' },
  shutdownGracePeriodCriticalPods: { ...duration, description: 'The part of it that critical pods have.' },
  streamingConnectionIdleTimeout: { ...duration, description: 'How long an idle exec or port-forward stays open.' },
  allowedUnsafeSysctls: {
    type: 'array',
    maxItems: 32,
    items: { type: 'string', minLength: 1, maxLength: 253 },
    'x-kubernetes-list-type': 'atomic',
    description: 'Unsafe sysctls, or patterns of them, that pods may set.',
  },
  protectKernelDefaults: { type: 'boolean', description: 'Whether unfit kernel settings are an error.' },
  seccompDefault: { type: 'boolean', description: 'Whether pods get the seccomp profile of the runtime unasked.' },
  maxOpenFiles: { type: 'integer', format: 'int64', minimum: 0, description: 'Files the kubelet may open.' },
  tlsMinVersion: {
    type: 'string',
    enum: ['VersionTLS12', 'VersionTLS13'],
    description: 'Oldest version of TLS the kubelet serves.',
  },
  featureGates: {
    type: 'object',
    maxProperties: 64,
    additionalProperties: { type: 'boolean' },
    description: 'Features of the kubelet turned on or off.',
  },
} as const satisfies { readonly [name: string]: Schema };

/** Schema of what a user may set of a kubelet, under the names of KubeletConfiguration. What is not here is computed. */
export const kubeletSettings = {
  type: 'object',
  description:
    'Settings of the kubelet under the names of KubeletConfiguration (kubelet.config.k8s.io/v1beta1); each replaces the default. What is not listed is computed.',
  properties: { ...resources, ...eviction, ...images, ...rest },
  'x-kubernetes-validations': [
    {
      rule: '(has(self.imageGCLowThresholdPercent) ? self.imageGCLowThresholdPercent : 80) < (has(self.imageGCHighThresholdPercent) ? self.imageGCHighThresholdPercent : 85) || !(has(self.imageGCLowThresholdPercent) || has(self.imageGCHighThresholdPercent))',
      message: 'imageGCLowThresholdPercent (80 if absent) must be below imageGCHighThresholdPercent (85 if absent)',
    },
    {
      rule: '!has(self.evictionSoft) || self.evictionSoft.all(signal, has(self.evictionSoftGracePeriod) && signal in self.evictionSoftGracePeriod)',
      message: 'each signal of evictionSoft needs its time in evictionSoftGracePeriod',
    },
    {
      rule: '!has(self.maxParallelImagePulls) || self.maxParallelImagePulls == 1 || (has(self.serializeImagePulls) && !self.serializeImagePulls)',
      message: 'maxParallelImagePulls above 1 needs serializeImagePulls: false',
    },
    {
      rule: "!has(self.cpuManagerPolicy) || self.cpuManagerPolicy != 'static' || has(self.reservedSystemCPUs) || (has(self.kubeReserved) && has(self.kubeReserved.cpu)) || (has(self.systemReserved) && has(self.systemReserved.cpu))",
      message:
        'cpuManagerPolicy static needs reserved cores: set reservedSystemCPUs, kubeReserved.cpu or systemReserved.cpu',
    },
    {
      rule: '!has(self.shutdownGracePeriodCriticalPods) || (has(self.shutdownGracePeriod) && duration(self.shutdownGracePeriodCriticalPods) <= duration(self.shutdownGracePeriod))',
      message: 'shutdownGracePeriodCriticalPods is a part of shutdownGracePeriod and cannot be longer',
    },
  ],
} as const satisfies Schema;
