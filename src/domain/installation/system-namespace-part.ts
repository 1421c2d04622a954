import { Namespace } from '#api/builtin/namespace.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { installationNames } from './installation-names.ts';
import type { InstalledPart } from './installed-part.ts';
import type { InstallationSettings } from './installation-settings.ts';

/** Its uid is the installation's. Pods in it are held to the strictest standard, unless they are to see paths of their nodes. */
export function systemNamespacePart({ hostPaths }: InstallationSettings): InstalledPart {
  const level = hostPaths.length > 0 ? 'privileged' : 'restricted';
  return {
    kind: Namespace,
    object: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: systemNamespace,
        labels: { ...installationNames.labels, 'pod-security.kubernetes.io/enforce': level },
      },
    },
  };
}
