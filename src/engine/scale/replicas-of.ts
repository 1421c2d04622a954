import { ApiError } from '#api/meta/api-error.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { problem } from '../schema/problem.ts';

/** The size that a sent Scale asks for; refused when it is no Scale or no size. */
export function replicasOf(scale: JsonObject): number {
  if (scale['kind'] !== undefined && scale['kind'] !== 'Scale') {
    throw new ApiError(
      'BadRequest',
      `the scale subresource takes a Scale of autoscaling/v1, not a ${JSON.stringify(scale['kind'])}`,
    );
  }
  const spec = isJsonObject(scale['spec']) ? scale['spec'] : {};
  const replicas = spec['replicas'] ?? 0;
  if (typeof replicas === 'number' && Number.isInteger(replicas) && replicas >= 0) return replicas;
  const cause = problem.invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
  throw new ApiError('Invalid', `Scale.autoscaling is invalid: spec.replicas: ${cause.message}`, { causes: [cause] });
}
