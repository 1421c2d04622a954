import { ApiError } from '#api/meta/api-error.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';
import { problem } from '../schema/problem.ts';

/** The size that a sent Scale asks for; refused when it is no Scale or no size. */
export function replicasOf(kind: RegisteredKind, scale: JsonObject): number {
  if (scale['kind'] !== undefined && scale['kind'] !== 'Scale') {
    throw new ApiError(
      'BadRequest',
      `the scale subresource takes a Scale of autoscaling/v1, not a ${JSON.stringify(scale['kind'])}`,
    );
  }
  const spec = isJsonObject(scale['spec']) ? scale['spec'] : {};
  const replicas = spec['replicas'] ?? 0;
  if (typeof replicas === 'number' && Number.isInteger(replicas) && replicas >= 0) return replicas;
  if (typeof replicas !== 'number') throw new ApiError('BadRequest', 'the size of a Scale is a number: spec.replicas');
  const cause = problem.invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
  const { metadata } = scale;
  const name = isJsonObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  throw refusal.invalid(kind.kind, name, [cause]);
}
