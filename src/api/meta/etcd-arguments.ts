import { componentArguments } from './component-arguments.ts';

const computed = [
  'advertise-client-urls',
  'auto-tls',
  'cert-file',
  'client-cert-auth',
  'config-file',
  'data-dir',
  'force-new-cluster',
  'initial-advertise-peer-urls',
  'initial-cluster',
  'initial-cluster-state',
  'initial-cluster-token',
  'key-file',
  'listen-client-http-urls',
  'listen-client-urls',
  'listen-metrics-urls',
  'listen-peer-urls',
  'name',
  'peer-auto-tls',
  'peer-cert-file',
  'peer-client-cert-auth',
  'peer-key-file',
  'peer-trusted-ca-file',
  'trusted-ca-file',
  'wal-dir',
];

/** Schema of the flags of etcd, as a part of the control plane. */
export const etcdArguments = componentArguments('etcd', computed, []);
