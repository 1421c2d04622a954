import { CustomResourceDefinition } from '#api/builtin/custom-resource-definition.ts';
import { crdOf } from '#api/crd-of.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

const fieldManager = 'slipway';

function definitionOf(kind: Kind) {
  const definition = crdOf(kind);
  const { names, versions } = definition.spec;
  const conditions = [
    { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts' },
    { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' },
  ];
  const status = { acceptedNames: names, conditions, storedVersions: versions.map(({ name }) => name) };
  return { ...definition, status };
}

/** Makes the definitions that clients see those of the kinds this program serves, whatever an earlier one served. */
export async function tellDefinitions(objects: ObjectApi, kinds: readonly Kind[]): Promise<void> {
  const definitions = kinds.map(definitionOf);
  for (const definition of definitions) {
    await objects.apply(CustomResourceDefinition, definition, { fieldManager, force: true });
  }
  const served = new Set(definitions.map(({ metadata }) => metadata.name));
  for (const { metadata } of (await objects.list(CustomResourceDefinition)).items) {
    if (!served.has(metadata.name)) await objects.delete(CustomResourceDefinition, metadata);
  }
}
