import type { StatusCause } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectMeta } from '#api/meta/object-meta.ts';
import { isBuiltin } from '../is-builtin.ts';
import { isJsonObject } from '../json/is-json-object.ts';
import { problem } from '../schema/problem.ts';
import { nameRules } from './name-rules.ts';

const annotationsLimit = 262_144;
const standardFinalizers = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

/** What is wrong with the metadata of an object about to be stored. A value of another type is its schema's to report. */
export function validateMetadata(kind: Kind, metadata: Partial<ObjectMeta>): readonly StatusCause[] {
  const [name, generateName, namespace] = [metadata.name, metadata.generateName, metadata.namespace].map(text);
  const causes: StatusCause[] = [];
  const refuse: Refuse = (field, value, sentence) => {
    if (sentence !== undefined) causes.push(problem.invalid(`metadata.${field}`, value, sentence));
  };
  if (name) refuse('name', name, nameProblem(kind, name));
  else if (!metadata.name) causes.push(problem.required('metadata.name', 'name or generateName is required'));
  if (generateName) {
    const sentence = nameProblem(kind, generateName.replace(/-+$/, ''));
    if (sentence !== undefined && !sentence.startsWith('must be no more'))
      refuse('generateName', generateName, sentence);
  }
  if (namespace) refuse('namespace', namespace, nameRules.label(namespace));
  validateLabels(metadata, refuse, causes);
  validateFinalizers(kind, strings(metadata.finalizers), refuse);
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

function validateLabels(metadata: Partial<ObjectMeta>, refuse: Refuse, causes: StatusCause[]): void {
  for (const [key, value] of entries(metadata.labels)) {
    refuse('labels', key, nameRules.qualified(key));
    refuse('labels', value, nameRules.labelValue(value));
  }
  let size = 0;
  for (const [key, value] of entries(metadata.annotations)) {
    refuse('annotations', key, nameRules.qualified(key.toLowerCase()));
    size += key.length + value.length;
  }
  if (size > annotationsLimit) causes.push(problem.tooLong('metadata.annotations', annotationsLimit));
}

type Refuse = (field: string, value: unknown, sentence: string | undefined) => void;

/** Kubernetes' own kinds take no plain names; of the others it only warns. */
function validateFinalizers(kind: Kind, finalizers: readonly string[], refuse: Refuse): void {
  for (const finalizer of finalizers) {
    const plain = isBuiltin(kind) && !finalizer.includes('/') && !standardFinalizers.has(finalizer);
    const sentence = plain
      ? 'name is neither a standard finalizer name nor is it fully qualified'
      : nameRules.qualified(finalizer);
    refuse('finalizers', finalizer, sentence);
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    refuse('finalizers', finalizers.join(', '), 'finalizer orphan and foregroundDeletion cannot be both set');
  }
}

function validateOwners(metadata: Partial<ObjectMeta>, causes: StatusCause[]): void {
  if (!Array.isArray(metadata.ownerReferences)) return;
  let controller: string | undefined;
  for (const owner of metadata.ownerReferences.filter(isJsonObject)) {
    const field = 'metadata.ownerReferences';
    const [apiVersion, kind, name] = [owner['apiVersion'], owner['kind'], owner['name']].map(text);
    if (!/^([^/]+\/)?[^/]+$/.test(apiVersion ?? ''))
      causes.push(problem.invalid(`${field}.apiVersion`, apiVersion ?? '', 'version must not be empty'));
    for (const part of ['kind', 'name', 'uid']) {
      if ((owner[part] ?? '') === '') causes.push(problem.invalid(`${field}.${part}`, '', 'must not be empty'));
    }
    if (apiVersion === 'v1' && kind === 'Event')
      causes.push(problem.refused(field, '/v1, Kind=Event is disallowed from being an owner'));
    if (owner['controller'] !== true) continue;
    if (controller !== undefined) {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${kind}/${name}`;
      causes.push(problem.refused('metadata.ownerReferences', detail));
    }
    controller = `${kind}/${name}`;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Entries of what may not be a map of strings; what is not was reported by the schema. */
function entries(value: unknown): readonly (readonly [string, string])[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
