import { rightsOf } from '#runtime/rights-of.ts';
import { composition } from './composition.ts';
import type { RoleRule } from './role-rule.ts';

/** What the controllers alone ask for. Resources of one group with the same verbs share a rule. */
export function controllerRules(): readonly RoleRule[] {
  const rights = rightsOf({ ...composition, providers: { kind: composition.providerKind } });
  const alike = Map.groupBy(rights, ({ group, verbs }) => `${group} ${verbs.join()}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ apiGroups: [first.group], resources: group.map(({ resource }) => resource), verbs: first.verbs }];
  });
}
