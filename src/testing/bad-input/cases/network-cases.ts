import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

/** Ranges of pods and services. */
export const networkCases: readonly BadInputCase[] = [
  {
    name: 'an address where a range is asked for',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0]}'),
    problems: ['8:20 spec.network.pods.cidrs[0]: must be an address range such as 10.244.0.0/16, not "10.244.0.0"'],
  },
  {
    name: 'a range whose address is none',
    file: clusterFile('network:', '  services:', '    cidrs:', '    - 10.96.0.300/16'),
    problems: [
      '10:9 spec.network.services.cidrs[0]: must be an address range such as 10.96.0.0/16, not "10.96.0.300/16"',
    ],
  },
  {
    name: 'a prefix that is too long for its family',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/33]}'),
    problems: ['8:20 spec.network.pods.cidrs[0]: must be an address range such as 10.244.0.0/16, not "10.244.0.0/33"'],
  },
  {
    name: 'a range with host bits set',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.1/16]}'),
    problems: ['8:20 spec.network.pods.cidrs[0]: must begin with the first address of its range, not "10.244.0.1/16"'],
  },
  {
    name: 'an IPv6 range with host bits set',
    file: clusterFile(
      'network:',
      '  pods: {cidrs: ["fd00:10:244::1/56"]}',
      '  services: {cidrs: ["fd00:10:96::/112"]}',
    ),
    problems: [
      '8:20 spec.network.pods.cidrs[0]: must begin with the first address of its range, not "fd00:10:244::1/56"',
    ],
  },
  {
    name: 'pods and services that share addresses',
    file: clusterFile('network:', '  pods: {cidrs: [10.0.0.0/8]}', '  services: {cidrs: [10.96.0.0/16]}'),
    problems: ['7:3 spec.network: pods.cidrs and services.cidrs overlap: choose ranges apart from each other'],
  },
  {
    name: 'pods that share addresses with the default of services',
    file: clusterFile('network:', '  pods: {cidrs: [10.96.0.0/12]}'),
    problems: ['7:3 spec.network: pods.cidrs and services.cidrs overlap: choose ranges apart from each other'],
  },
  {
    name: 'the same family twice',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/16, 10.245.0.0/16]}'),
    problems: [
      '8:12 spec.network.pods.cidrs: two ranges are for two families: make one of them IPv4 and the other IPv6',
    ],
  },
  {
    name: 'three ranges',
    file: clusterFile('network:', '  services: {cidrs: [10.96.0.0/16, "fd00:96::/112", 10.97.0.0/16]}'),
    problems: ['8:16 spec.network.services.cidrs: must have at most 2 items, not 3'],
  },
  {
    name: 'no range at all',
    file: clusterFile('network:', '  pods: {cidrs: []}'),
    problems: ['8:12 spec.network.pods.cidrs: must have at least 1 item'],
  },
  {
    name: 'two families for pods and one for services',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/16, "fd00:10:244::/56"]}'),
    problems: ['7:3 spec.network: pods.cidrs and services.cidrs must have the same families, in the same order'],
  },
  {
    name: 'pods of one family and services of the other',
    file: clusterFile('network:', '  pods: {cidrs: ["fd00:10:244::/56"]}'),
    problems: ['7:3 spec.network: pods.cidrs and services.cidrs must have the same families, in the same order'],
  },
  {
    name: 'services too many for Kubernetes',
    file: clusterFile('network:', '  services: {cidrs: [10.64.0.0/11]}'),
    problems: [
      '8:24 spec.network.services.cidrs[0]: must be from /12 to /28 (IPv6: /108 to /124), which is what Kubernetes takes for Services',
    ],
  },
  {
    name: 'services too few',
    file: clusterFile('network:', '  services: {cidrs: [10.96.0.0/29]}'),
    problems: [
      '8:24 spec.network.services.cidrs[0]: must be from /12 to /28 (IPv6: /108 to /124), which is what Kubernetes takes for Services',
    ],
  },
  {
    name: 'IPv6 services too many for Kubernetes',
    file: clusterFile('network:', '  pods: {cidrs: ["fd00:10:244::/56"]}', '  services: {cidrs: ["fd00:96::/64"]}'),
    problems: [
      '9:24 spec.network.services.cidrs[0]: must be from /12 to /28 (IPv6: /108 to /124), which is what Kubernetes takes for Services',
    ],
  },
  {
    name: 'pods too few for one machine',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/25]}'),
    problems: [
      '8:20 spec.network.pods.cidrs[0]: must be from /8 to /24 (IPv6: /48 to /64), for each machine takes a /24 (IPv6: a /64) of it',
    ],
  },
  {
    name: 'pods too few for the machines',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/23]}', 'pools:', '- {name: workers, replicas: 3}'),
    problems: [
      '8:12 spec.network.pods.cidrs: has too few addresses for the declared machines, each of which takes a /24 of it (IPv6: a /64)',
    ],
  },
  {
    name: 'IPv6 pods too many for Kubernetes',
    file: clusterFile('network:', '  pods: {cidrs: ["fd00:10::/32"]}', '  services: {cidrs: ["fd00:96::/112"]}'),
    problems: [
      '8:20 spec.network.pods.cidrs[0]: must be from /8 to /24 (IPv6: /48 to /64), for each machine takes a /24 (IPv6: a /64) of it',
    ],
  },
  {
    name: 'loopback addresses for pods',
    file: clusterFile('network:', '  pods: {cidrs: [127.0.0.0/16]}'),
    problems: [
      '8:20 spec.network.pods.cidrs[0]: must be addresses that machines can route to: loopback, link-local and multicast ones are not',
    ],
  },
  {
    name: 'multicast addresses for services',
    file: clusterFile('network:', '  services: {cidrs: [224.0.0.0/16]}'),
    problems: [
      '8:24 spec.network.services.cidrs[0]: must be addresses that machines can route to: loopback, link-local and multicast ones are not',
    ],
  },
  {
    name: 'an IPv4 address in IPv6 writing',
    file: clusterFile('network:', '  pods: {cidrs: ["::ffff:10.244.0.0/112"]}'),
    problems: [
      '8:20 spec.network.pods.cidrs[0]: must be an address range such as 10.244.0.0/16, not "::ffff:10.244.0.0/112"',
    ],
  },
  {
    name: 'a network add-on that is none',
    file: clusterFile('network: {cni: Calico}'),
    problems: ['7:13 spec.network.cni: must be "Routes" or "External", not "Calico"'],
  },
];
