import { ServiceAccount } from '#api/builtin/service-account.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { installationNames } from './installation-names.ts';
import type { InstalledPart } from './installed-part.ts';

/** Whom the manager is on the cluster it runs on. Only its own Pods are given the token. */
export const serviceAccountPart: InstalledPart = {
  kind: ServiceAccount,
  object: {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: installationNames.manager, namespace: systemNamespace, labels: installationNames.labels },
    automountServiceAccountToken: false,
  },
};
