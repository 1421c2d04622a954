import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

/** Ranges of pods and services. */
export const networkCases: readonly BadInputCase[] = [
  {
    name: 'an address where a range is asked for',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0]}'),
    problems: [],
  },
  {
    name: 'a range whose address is none',
    file: clusterFile('network:', '  services:', '    cidrs:', '    - 10.96.0.300/16'),
    problems: [],
  },
  {
    name: 'a prefix that is too long for its family',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/33]}'),
    problems: [],
  },
  {
    name: 'a range with host bits set',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.1/16]}'),
    problems: [],
  },
  {
    name: 'an IPv6 range with host bits set',
    file: clusterFile(
      'network:',
      '  pods: {cidrs: ["fd00:10:244::1/56"]}',
      '  services: {cidrs: ["fd00:10:96::/112"]}',
    ),
    problems: [],
  },
  {
    name: 'pods and services that share addresses',
    file: clusterFile('network:', '  pods: {cidrs: [10.0.0.0/8]}', '  services: {cidrs: [10.96.0.0/16]}'),
    problems: [],
  },
  {
    name: 'pods that share addresses with the default of services',
    file: clusterFile('network:', '  pods: {cidrs: [10.96.0.0/12]}'),
    problems: [],
  },
  {
    name: 'the same family twice',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/16, 10.245.0.0/16]}'),
    problems: [],
  },
  {
    name: 'three ranges',
    file: clusterFile('network:', '  services: {cidrs: [10.96.0.0/16, "fd00:96::/112", 10.97.0.0/16]}'),
    problems: [],
  },
  {
    name: 'no range at all',
    file: clusterFile('network:', '  pods: {cidrs: []}'),
    problems: [],
  },
  {
    name: 'two families for pods and one for services',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/16, "fd00:10:244::/56"]}'),
    problems: [],
  },
  {
    name: 'pods of one family and services of the other',
    file: clusterFile('network:', '  pods: {cidrs: ["fd00:10:244::/56"]}'),
    problems: [],
  },
  {
    name: 'services too many for Kubernetes',
    file: clusterFile('network:', '  services: {cidrs: [10.64.0.0/11]}'),
    problems: [],
  },
  {
    name: 'services too few',
    file: clusterFile('network:', '  services: {cidrs: [10.96.0.0/29]}'),
    problems: [],
  },
  {
    name: 'IPv6 services too many for Kubernetes',
    file: clusterFile('network:', '  pods: {cidrs: ["fd00:10:244::/56"]}', '  services: {cidrs: ["fd00:96::/64"]}'),
    problems: [],
  },
  {
    name: 'pods too few for one machine',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/25]}'),
    problems: [],
  },
  {
    name: 'pods too few for the machines',
    file: clusterFile('network:', '  pods: {cidrs: [10.244.0.0/23]}', 'pools:', '- {name: workers, replicas: 3}'),
    problems: [],
  },
  {
    name: 'IPv6 pods too many for Kubernetes',
    file: clusterFile('network:', '  pods: {cidrs: ["fd00:10::/32"]}', '  services: {cidrs: ["fd00:96::/112"]}'),
    problems: [],
  },
  {
    name: 'loopback addresses for pods',
    file: clusterFile('network:', '  pods: {cidrs: [127.0.0.0/16]}'),
    problems: [],
  },
  {
    name: 'multicast addresses for services',
    file: clusterFile('network:', '  services: {cidrs: [224.0.0.0/16]}'),
    problems: [],
  },
  {
    name: 'an IPv4 address in IPv6 writing',
    file: clusterFile('network:', '  pods: {cidrs: ["::ffff:10.244.0.0/112"]}'),
    problems: [],
  },
  {
    name: 'a network add-on that is none',
    file: clusterFile('network: {cni: Calico}'),
    problems: [],
  },
];
