import { ConfigMap } from '#api/builtin/config-map.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { installationNames } from './installation-names.ts';
import type { InstalledPart } from './installed-part.ts';

/**
 * Where each leader leaves its number. It is made here and without one: no manager need have the right to create ConfigMaps,
 * and what managers wrote into it is theirs.
 */
export const epochPart: InstalledPart = {
  kind: ConfigMap,
  object: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: installationNames.epoch, namespace: systemNamespace, labels: installationNames.labels },
  },
};
