import { PodDisruptionBudget } from '#api/builtin/pod-disruption-budget.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { installationNames } from './installation-names.ts';
import type { InstalledPart } from './installed-part.ts';

/** Of several replicas one goes at a time; a single one may go, since clusters do not need it. */
export const disruptionBudgetPart: InstalledPart = {
  kind: PodDisruptionBudget,
  object: {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: installationNames.manager, namespace: systemNamespace, labels: installationNames.labels },
    spec: { maxUnavailable: 1, selector: { matchLabels: installationNames.selector } },
  },
};
