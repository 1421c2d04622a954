import type { KubeObject } from '#api/meta/kube-object.ts';
import { fieldAt } from '../json/field-at.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { pathOf } from './path-of.ts';
import { scalePaths } from './scale-paths.ts';

/** The `autoscaling/v1` Scale of a stored object, as a working copy. */
export function scaleOf(kind: RegisteredKind, object: KubeObject): JsonObject {
  const paths = scalePaths(kind, object.metadata.name);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = (path: string) => {
    const value = fieldAt(object, pathOf(path));
    return typeof value === 'number' ? value : 0;
  };
  const size = replicas(paths.specReplicasPath);
  const selector = paths.labelSelectorPath && fieldAt(object, pathOf(paths.labelSelectorPath));
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion, creationTimestamp },
    spec: size === 0 ? {} : { replicas: size },
    status: {
      replicas: replicas(paths.statusReplicasPath),
      ...(typeof selector === 'string' && selector !== '' ? { selector } : {}),
    },
  };
}
