import type { MachineImage } from '#api/machine-image/index.ts';
import { nodeOf } from './node-of.ts';
import type { TreeNode } from './tree-node.ts';

function remaining(seconds: number): string {
  return seconds < 90
    ? `about ${Math.max(1, Math.round(seconds))} s left`
    : `about ${Math.round(seconds / 60)} min left`;
}

/** How far the build of a machine image is. */
export function imageNode(image: MachineImage): TreeNode {
  const { progress } = image.status ?? {};
  const parts = [
    progress?.done !== undefined && progress.total ? `${Math.floor((100 * progress.done) / progress.total)} %` : '',
    progress?.remainingSeconds === undefined ? '' : remaining(progress.remainingSeconds),
  ];
  const { architecture, provider, release } = image.spec;
  const node = nodeOf.base(image);
  return {
    ...node,
    label: `machine image ${release} (${provider}, ${architecture})`,
    detail: node.state === 'done' ? '' : (progress?.message ?? nodeOf.detail(image)),
    measure: node.state === 'done' ? '' : parts.filter((part) => part !== '').join(', '),
    children: [],
  };
}
