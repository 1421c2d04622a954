import { kubeletArguments } from './kubelet-arguments.ts';
import { kubeletSettings } from './kubelet-settings.ts';
import { machineCommands } from './machine-commands.ts';
import { machineFile } from './machine-file.ts';
import { nodeLabels } from './node-labels.ts';
import { nodeTaints } from './node-taints.ts';
import type { Schema } from './schema.ts';

/** Schemas of what can be said of machines of one role, the same wherever machines are declared. */
export const nodeOptions = {
  labels: nodeLabels,
  taints: nodeTaints,
  kubelet: kubeletSettings,
  kubeletExtraArgs: kubeletArguments,
  files: {
    type: 'array',
    maxItems: 32,
    items: machineFile,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['path'],
    // Every machine of a pool keeps a copy of what it was made with.
    'x-kubernetes-validations': [
      {
        rule: 'self.map(file, has(file.content) ? file.content.size() : 0).sum() <= 65536',
        message: 'have more than 65536 characters of content together: put long ones into a ConfigMap',
      },
    ],
    description: 'Files written before kubeadm runs.',
  },
  preKubeadmCommands: machineCommands('after the files are written and before kubeadm'),
  postKubeadmCommands: machineCommands('after kubeadm'),
} as const satisfies { readonly [name: string]: Schema };
