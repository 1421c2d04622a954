const prefixPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const namePattern = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** What keeps a text from being the key of a label that a user gives Nodes; undefined when nothing does. */
export function labelKeyProblem(key: string): string | undefined {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  if (!namePattern.test(name) || name.length > 63) {
    return 'is no key of a label: it is up to 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends';
  }
  if (prefix === undefined) return undefined;
  if (!prefixPattern.test(prefix) || prefix.length > 253) {
    return 'is no key of a label: what stands before the slash must be a domain such as example.com';
  }
  if (!/(^|\.)(kubernetes|k8s)\.io$/.test(prefix)) return undefined;
  return 'is reserved for Kubernetes: choose a prefix of your own';
}
