import type { TaskInput } from '#capabilities/tasks.ts';
import type { ArtifactSettings } from './artifact-settings.ts';
import { BuildError } from './build-error.ts';
import type { Components } from './recipes/components.ts';

/** What the task of kind `image` is told. All paths are absolute. */
export interface ImageTaskInput extends TaskInput {
  readonly kind: 'image';
  readonly purpose: 'machine' | 'endpoint';
  readonly architecture: 'amd64' | 'arm64';
  readonly components: Components;
  /** The cache's directory. */
  readonly cache: string;
  /** State directory and MachineImage it is for, which keep what it is made of in the cache; absent: nobody keeps it. */
  readonly home?: string;
  readonly image?: string;
  /** The host utility: one JavaScript file, the tree laid over the machine's `/`, the Node program it runs on. Not needed for an endpoint. */
  readonly hostBundle?: string;
  readonly hostRootfs?: string;
  readonly node?: string;
  /** The tree of machine files that this layer owns: `machine/rootfs`. */
  readonly machineRootfs?: string;
  /** What the Provider says about where artifacts come from; absent: nothing. */
  readonly artifacts?: ArtifactSettings;
  /** Whether Debian packages that the build needs may be installed. */
  readonly installPackages?: boolean;
}

const componentNames: readonly (keyof Components)[] = [
  'kubernetes',
  'etcd',
  'coredns',
  'containerd',
  'cniPlugins',
  'pause',
  'haproxy',
];

/** Checks what came out of a file or an object; names everything that is wrong at once. */
export function parseImageTaskInput(input: TaskInput): ImageTaskInput {
  const problems: string[] = [];
  const components: Partial<Record<string, unknown>> =
    typeof input['components'] === 'object' && input['components'] !== null ? { ...input['components'] } : {};
  for (const name of componentNames) {
    if (!/^\d+(\.\d+)+$/.test(String(components[name]))) {
      problems.push(`components.${name} has to be a version such as 1.2.3, not ${JSON.stringify(components[name])}`);
    }
  }
  if (input['purpose'] !== 'machine' && input['purpose'] !== 'endpoint') {
    problems.push('purpose has to be machine or endpoint');
  }
  if (input['architecture'] !== 'amd64' && input['architecture'] !== 'arm64') {
    problems.push('architecture has to be amd64 or arm64');
  }
  const paths =
    input['purpose'] === 'machine' ? ['cache', 'hostBundle', 'hostRootfs', 'machineRootfs', 'node'] : ['cache'];
  for (const name of paths) {
    const value = input[name];
    if (typeof value !== 'string' || !value.startsWith('/')) {
      problems.push(`${name} has to be an absolute path`);
    }
  }
  if (problems.length > 0) {
    throw new BuildError('InvalidInput', `The image cannot be built: ${problems.join('; ')}.`, { retryable: false });
  }
  return input as ImageTaskInput;
}
