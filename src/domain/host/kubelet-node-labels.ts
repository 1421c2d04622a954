/** Labels below kubernetes.io and k8s.io that a kubelet may set on its own Node; everything else below them is refused. */
const allowedNames = new Set([
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);
const allowedDomains = ['kubelet.kubernetes.io', 'node.kubernetes.io'];

function within(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}

function mayKubeletSet(name: string): boolean {
  const slash = name.indexOf('/');
  const domain = slash < 0 ? '' : name.slice(0, slash);
  if (!within(domain, 'kubernetes.io') && !within(domain, 'k8s.io')) return true;
  return allowedNames.has(name) || allowedDomains.some((allowed) => within(domain, allowed));
}

/**
 * Those of a node's labels that its kubelet may register by itself, sorted by name. The API server refuses a kubelet
 * that names another label of the reserved domains, so those have to be set through the API after the node registered.
 */
export function kubeletNodeLabels(labels: { readonly [name: string]: string }): readonly (readonly [string, string])[] {
  return Object.entries(labels)
    .filter(([name]) => mayKubeletSet(name))
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
