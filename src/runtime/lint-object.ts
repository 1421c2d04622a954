import type { KubeObject } from '#api/meta/kube-object.ts';
import { conditionsOf } from './conditions-of.ts';
import { statusOf } from './status-of.ts';

const reasonPattern = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/;
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const longestMessage = 32_768;

/** What must never stand in a message that everybody may read: PEM blocks, bootstrap tokens, passwords in URLs. */
const secretPatterns = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/,
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
];

/**
 * What is wrong with an object as it stands in the store, as sentences; empty when nothing is. Checks what holds for every kind:
 * conditions well formed, Ready there and agreeing with the others, generations, owner references, nothing secret in messages.
 */
export function lintObject(object: KubeObject): readonly string[] {
  const name = `${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`;
  return [...lintConditions(object), ...lintGenerations(object), ...lintOwners(object)].map(
    (problem) => `${name}: ${problem}`,
  );
}

function lintConditions(object: KubeObject): readonly string[] {
  const conditions = conditionsOf(object);
  const problems = conditions.flatMap(({ type, status, reason, message, lastTransitionTime }) => [
    ...(/^[A-Z][A-Za-z0-9]*$/.test(type) ? [] : [`the condition ${type} is not named in PascalCase`]),
    ...(['True', 'False', 'Unknown'].includes(status) ? [] : [`${type} is ${status}`]),
    ...(reasonPattern.test(reason) ? [] : [`the reason of ${type} is no word: ${reason}`]),
    ...(message.length <= longestMessage ? [] : [`the message of ${type} is too long`]),
    ...(timePattern.test(lastTransitionTime) ? [] : [`${type} changed at ${lastTransitionTime}, which is no time`]),
    ...(secretPatterns.some((pattern) => pattern.test(message)) ? [`the message of ${type} shows a secret`] : []),
  ]);
  const types = conditions.map(({ type }) => type);
  const twice = types.filter((type, index) => types.indexOf(type) !== index).map((type) => `${type} is there twice`);
  const others = conditions.filter(({ type }) => type !== 'Ready' && type !== 'Deleting');
  const noReady =
    others.length > 0 && observed(object) !== undefined && !types.includes('Ready')
      ? ['it has conditions but no Ready']
      : [];
  return [...problems, ...twice, ...noReady];
}

function lintGenerations(object: KubeObject): readonly string[] {
  const { generation } = object.metadata;
  const all = [observed(object), ...conditionsOf(object).map(({ observedGeneration }) => observedGeneration)];
  const ahead = all.some((seen) => seen !== undefined && generation !== undefined && seen > generation);
  return ahead ? [`its status speaks of a generation after ${generation ?? 'none'}`] : [];
}

function lintOwners({ metadata }: KubeObject): readonly string[] {
  const owners = metadata.ownerReferences ?? [];
  const controllers = owners.filter(({ controller }) => controller === true);
  return [
    ...(controllers.length > 1 ? [`it has ${controllers.length} controlling owners`] : []),
    ...(owners.some(({ uid }) => uid === '' || uid === metadata.uid) ? ['it owns itself or an owner has no uid'] : []),
  ];
}

function observed(object: KubeObject): number | undefined {
  const found = statusOf(object)['observedGeneration'];
  return typeof found === 'number' ? found : undefined;
}
