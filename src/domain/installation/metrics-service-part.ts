import { systemNamespace } from '#api/system-namespace.ts';
import { appliedKind } from './applied-kind.ts';
import { installationNames } from './installation-names.ts';
import type { InstalledPart } from './installed-part.ts';

const Service = appliedKind({ group: '', version: 'v1', kind: 'Service', plural: 'services', scope: 'Namespaced' });

/** Finds the metrics of every replica: a scraper asks each of them. */
export const metricsServicePart: InstalledPart = {
  kind: Service,
  object: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: installationNames.metrics, namespace: systemNamespace, labels: installationNames.labels },
    spec: {
      clusterIP: 'None',
      selector: installationNames.selector,
      ports: [{ name: 'metrics', port: installationNames.port, targetPort: 'health' }],
    },
  },
};
