import { ApiError } from '#api/meta/api-error.ts';
import type { MachineImports } from '#capabilities/machine-imports.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import { machineAccess } from './machine-access.ts';

/** The namespace of containerd in which the kubelet looks. */
const command = ['ctr', '--namespace', 'k8s.io', 'images', 'import', '-'];

/** Images brought to machines through the driver of their provider: a machine fetches nothing itself. */
export function machineImports(objects: ObjectApi, connect: ManagerOptions['providers']['connect']): MachineImports {
  return {
    async load({ namespace, name, archive, signal }) {
      const { access, providerId } = await machineAccess(objects, { namespace, name }, connect);
      const { exitCode, errors, output } = await access.exec(providerId, { command, input: archive, signal });
      if (exitCode === 0) return;
      const said = (errors.trim() || output.trim()).split('\n').at(-1) ?? '';
      throw new ApiError('BadRequest', `the container runtime of machine ${name} does not take the image: ${said}`);
    },
  };
}
