import { CustomResourceDefinition } from '#api/builtin/custom-resource-definition.ts';
import { crdOf } from '#api/crd-of.ts';
import { kinds } from '#api/kinds.ts';
import { deploymentPart } from './deployment-part.ts';
import { disruptionBudgetPart } from './disruption-budget-part.ts';
import { epochPart } from './epoch-part.ts';
import type { InstallationSettings } from './installation-settings.ts';
import type { InstalledPart } from './installed-part.ts';
import { metricsServicePart } from './metrics-service-part.ts';
import { roleParts } from './role-parts.ts';
import { serviceAccountPart } from './service-account-part.ts';
import { systemNamespacePart } from './system-namespace-part.ts';

/** The definitions of Slipway's kinds. */
function definitions(): readonly InstalledPart[] {
  return kinds.map((kind) => ({ kind: CustomResourceDefinition, object: { ...crdOf(kind) } }));
}

/** All that a manager on a management cluster consists of, in the order in which it is applied: each after what it needs. */
export const installationParts = {
  /** Where the data is: the kinds and the namespace whose uid names the installation. They outlive the manager. */
  lasting: (settings: InstallationSettings): readonly InstalledPart[] => [
    ...definitions(),
    systemNamespacePart(settings),
    epochPart,
  ],
  manager: (settings: InstallationSettings): readonly InstalledPart[] => [
    serviceAccountPart,
    ...roleParts,
    metricsServicePart,
    disruptionBudgetPart,
    deploymentPart(settings),
  ],
} as const;
