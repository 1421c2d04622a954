import type { KubeObject } from '#api/meta/kube-object.ts';
import { isRecord } from '#base/is-record.ts';

/** Of a Node, Pod, Deployment or budget what controllers and simulated clusters read: names, owners, places, readiness. */
export function essentialOf(object: KubeObject): KubeObject {
  const { managedFields: _books, annotations, ...metadata } = object.metadata;
  const mirror = annotations?.['kubernetes.io/config.mirror'];
  const { spec, status } = object as KubeObject & { readonly spec?: unknown; readonly status?: unknown };
  const given = isRecord(spec) ? spec : {};
  const shown = isRecord(status) ? status : {};
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      ...metadata,
      ...(mirror === undefined ? {} : { annotations: { 'kubernetes.io/config.mirror': mirror } }),
    },
    spec: pick(given, ['nodeName', 'podCIDR', 'podCIDRs', 'unschedulable', 'taints', 'selector', 'replicas']),
    status: {
      ...pick(shown, ['phase', 'addresses', 'availableReplicas', 'disruptionsAllowed']),
      ...(Array.isArray(shown['conditions']) && object.kind === 'Node'
        ? { conditions: shown['conditions'].filter((one: unknown) => isRecord(one) && one['type'] === 'Ready') }
        : {}),
      ...(isRecord(shown['nodeInfo']) ? { nodeInfo: pick(shown['nodeInfo'], ['kubeletVersion']) } : {}),
    },
  } as KubeObject;
}

function pick(
  record: { readonly [name: string]: unknown },
  names: readonly string[],
): { readonly [name: string]: unknown } {
  return Object.fromEntries(names.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]])));
}
