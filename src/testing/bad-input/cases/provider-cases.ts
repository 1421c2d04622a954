import type { BadInputCase } from '../bad-input-case.ts';
import { providerFile } from '../provider-file.ts';

const secretRef = 'secretRef: {namespace: slipway-system, name: far}';
const shape = 'must be tcp://HOST:PORT, such as tcp://engine.example.com:2376';

/** Engines that are not to be used as they were declared. */
export const providerCases: readonly BadInputCase[] = [
  {
    name: 'an engine over TCP without TLS',
    file: providerFile('docker: {host: "tcp://engine.example.com:2375"}'),
    problems: [
      '6:12 spec.docker.host: an engine over TCP needs spec.secretRef with the TLS material of a client: without it whoever is on the way gets the whole host (a loopback address may go without)',
    ],
  },
  {
    name: 'a name that only begins like loopback, without TLS',
    file: providerFile('docker: {host: "tcp://127.0.0.1.example.com:2375"}'),
    problems: [
      '6:12 spec.docker.host: an engine over TCP needs spec.secretRef with the TLS material of a client: without it whoever is on the way gets the whole host (a loopback address may go without)',
    ],
  },
  {
    name: 'an engine behind ssh',
    file: providerFile(secretRef, 'docker: {host: "ssh://root@engine.example.com"}'),
    problems: [`7:12 spec.docker.host: ${shape}`],
  },
  {
    name: 'an engine without a port',
    file: providerFile(secretRef, 'docker: {host: "tcp://[fd00::5]"}'),
    problems: [`7:12 spec.docker.host: ${shape}`],
  },
  {
    name: 'credentials of a Provider in a namespace that users write in',
    file: providerFile('secretRef: {namespace: default, name: far}', 'docker: {host: "tcp://engine.example.com:2376"}'),
    problems: [
      '6:15 spec.secretRef.namespace: must be slipway-system: a Provider lends its credentials to every cluster that uses it',
    ],
  },
  {
    name: 'an address with a port to publish endpoints at',
    file: providerFile('docker: {publish: {address: "10.0.0.5:6443"}}'),
    problems: [
      '6:22 spec.docker.publish.address: must be an address or a name such as engine.example.com, not "10.0.0.5:6443"',
    ],
  },
];
