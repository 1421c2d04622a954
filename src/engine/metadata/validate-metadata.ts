import type { StatusCause } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectMeta } from '#api/meta/object-meta.ts';
import { isJsonObject } from '../json/is-json-object.ts';
import { problem } from '../schema/problem.ts';
import { nameRules } from './name-rules.ts';

const annotationsLimit = 262_144;

/** What is wrong with the metadata of an object about to be stored; types were checked by its schema. */
export function validateMetadata(kind: Kind, metadata: Partial<ObjectMeta>): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const refuse = (field: string, value: unknown, sentence: string | undefined) => {
    if (sentence !== undefined) causes.push(problem.invalid(`metadata.${field}`, value, sentence));
  };
  if (metadata.name) refuse('name', metadata.name, nameProblem(kind, metadata.name));
  else causes.push(problem.required('metadata.name', 'name or generateName is required'));
  if (metadata.namespace) refuse('namespace', metadata.namespace, nameRules.label(metadata.namespace));
  validateLabels(metadata, refuse);
  for (const finalizer of strings(metadata.finalizers)) {
    const builtin = finalizer === 'orphan' || finalizer === 'foregroundDeletion' || finalizer === 'kubernetes';
    const sentence =
      finalizer.includes('/') || builtin
        ? nameRules.qualified(finalizer)
        : 'name is neither a standard finalizer name nor is it fully qualified';
    refuse('finalizers', finalizer, sentence);
  }
  validateOwners(metadata, causes);
  return causes;
}

function nameProblem(kind: Kind, name: string): string | undefined {
  if (kind.group === 'rbac.authorization.k8s.io') return nameRules.pathSegment(name);
  if (kind.group === '' && (kind.kind === 'Namespace' || kind.kind === 'Service')) return nameRules.label(name);
  const problem = nameRules.subdomain(name, kind.maxNameLength);
  if (problem !== undefined || kind.nameWithoutDots !== true || !name.includes('.')) return problem;
  return 'must have no dots: machines are named after it';
}

function validateLabels(
  metadata: Partial<ObjectMeta>,
  refuse: (field: string, value: unknown, sentence: string | undefined) => void,
): void {
  for (const [key, value] of entries(metadata.labels)) {
    refuse('labels', key, nameRules.qualified(key));
    refuse('labels', value, nameRules.labelValue(value));
  }
  let size = 0;
  for (const [key, value] of entries(metadata.annotations)) {
    refuse('annotations', key, nameRules.qualified(key.toLowerCase()));
    size += key.length + value.length;
  }
  if (size > annotationsLimit) refuse('annotations', '', `Too long: may not be more than ${annotationsLimit} bytes`);
}

function validateOwners(metadata: Partial<ObjectMeta>, causes: StatusCause[]): void {
  if (!Array.isArray(metadata.ownerReferences)) return;
  let controller: string | undefined;
  for (const [index, owner] of metadata.ownerReferences.entries()) {
    const field = `metadata.ownerReferences[${index}]`;
    for (const name of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (owner[name] === '') causes.push(problem.invalid(`${field}.${name}`, '', 'must not be empty'));
    }
    if (owner.controller !== true) continue;
    if (controller !== undefined) {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${owner.name}`;
      causes.push(problem.refused('metadata.ownerReferences', detail));
    }
    controller = owner.name;
  }
}

/** Entries of what may not be a map of strings; what is not was reported by the schema. */
function entries(value: unknown): readonly (readonly [string, string])[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
