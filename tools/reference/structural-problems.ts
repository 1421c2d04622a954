import type { Schema } from '#api/meta/schema.ts';

/** Keywords a structural schema may have; a kube-apiserver refuses or drops others. */
const allowed: ReadonlySet<string> = new Set([
  ...['type', 'description', 'format', 'default', 'enum', 'nullable', 'minimum', 'maximum', 'minLength', 'maxLength'],
  ...['pattern', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'required', 'properties'],
  ...['additionalProperties', 'items', 'x-kubernetes-validations', 'x-kubernetes-list-type'],
  ...['x-kubernetes-list-map-keys', 'x-kubernetes-map-type', 'x-kubernetes-preserve-unknown-fields'],
  'x-kubernetes-int-or-string',
]);

/** What a kube-apiserver holds against a schema before it serves a kind, as sentences; empty when nothing. */
export function structuralProblems(path: string, schema: Schema): readonly string[] {
  const unknown = Object.keys(schema).filter((keyword) => !allowed.has(keyword));
  const below = [
    ...Object.entries(schema.properties ?? {}).map(([name, child]) => [`${path}.${name}`, child] as const),
    ...(schema.items === undefined ? [] : [[`${path}[]`, schema.items] as const]),
    ...(schema.additionalProperties === undefined ? [] : [[`${path}.*`, schema.additionalProperties] as const]),
  ];
  return [
    ...unknown.map((keyword) => `${path} has ${keyword}, which no structural schema has`),
    ...typeProblems(path, schema),
    ...requiredProblems(path, schema),
    ...listProblems(path, schema),
    ...below.flatMap(([at, child]) => structuralProblems(at, child)),
  ];
}

function typeProblems(path: string, schema: Schema): readonly string[] {
  const free = schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const { additionalProperties, items, properties, type } = schema;
  return [
    ...(type === undefined && !free ? [`${path} has no type`] : []),
    ...(schema['x-kubernetes-int-or-string'] && type !== undefined ? [`${path} is int-or-string and has a type`] : []),
    ...(properties && additionalProperties ? [`${path} has properties and additionalProperties`] : []),
    ...((properties ?? additionalProperties) && type !== 'object' ? [`${path} has properties and is no object`] : []),
    ...(type === 'array' && items === undefined ? [`${path} is a list of nobody knows what`] : []),
    ...(items && type !== 'array' ? [`${path} has items and is no list`] : []),
  ];
}

function requiredProblems(path: string, { properties, required }: Schema): readonly string[] {
  return (required ?? [])
    .filter((name) => properties?.[name] === undefined)
    .map((name) => `${path} requires ${name}, which it does not have`);
}

function listProblems(path: string, schema: Schema): readonly string[] {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const isMap = schema['x-kubernetes-list-type'] === 'map';
  if (isMap !== keys.length > 0) return [`${path} is a list-map without keys, or has keys and is none`];
  return keys.flatMap((key) => {
    const { items } = schema;
    const child = items?.properties?.[key];
    if (child === undefined) return [`${path} has no property ${key}, its key`];
    const certain = items?.required?.includes(key) === true || child.default !== undefined;
    return certain ? [] : [`${path}[].${key} is a key: require it or give it a default`];
  });
}
