import type { Phase } from '../phase.ts';

const kubeconfig = '/etc/kubernetes/super-admin.conf';

/**
 * How often CoreDNS is asked whether it is ready, in place of every ten seconds. It is first asked while Services do not
 * work yet, so without this a new cluster has no names for most of ten seconds more. The time after which one that fails
 * gets no more questions stays half a minute.
 */
const readinessProbe = { periodSeconds: 1, failureThreshold: 30 };

/** Shortens the pause between the questions to CoreDNS, before any of its pods is made. */
export function dnsReadiness(after: readonly string[], retry: NonNullable<Phase['retry']>): Phase {
  return {
    name: 'dns-readiness',
    summary: 'Let CoreDNS be seen as soon as it is ready',
    after,
    retry,
    async run({ execute }) {
      const containers = [{ name: 'coredns', readinessProbe }];
      const patch = JSON.stringify({ spec: { template: { spec: { containers } } } });
      const target = ['deployment', 'coredns', '--namespace=kube-system', '--type=strategic', `--patch=${patch}`];
      await execute(['kubectl', 'patch', ...target, `--kubeconfig=${kubeconfig}`]);
      return readinessProbe;
    },
  };
}
