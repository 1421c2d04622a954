import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndpointDesired, EndpointFacts } from '#providers/contract/endpoint.ts';
import type { MachineDesired, MachineFacts } from '#providers/contract/machine.ts';
import { haproxyConfiguration } from './haproxy-configuration.ts';
import { dockerModel } from './model.ts';

const network = { uid: 'u', name: 'docker' };
const machine: MachineDesired = {
  hostname: 'a',
  role: 'Worker',
  image: 'image:1',
  network,
  payload: { configuration: new Uint8Array(), secrets: new Uint8Array() },
};
const machineFacts: MachineFacts = {
  providerId: 'x',
  state: 'running',
  addresses: ['10.0.0.2'],
  image: 'image:1',
  detail: '',
};
const one = { name: 'one', address: '10.0.0.2', port: 6443 };
const two = { name: 'two', address: '10.0.0.3', port: 6443 };
const endpoint: EndpointDesired = { network, image: 'proxy:1', backends: [one, two] };
const endpointFacts: EndpointFacts = {
  providerId: 'x',
  state: 'running',
  internal: { address: '10.0.0.9', port: 6443 },
  external: { address: '127.0.0.1', port: 20_001 },
  backends: [two, one],
  initializedBy: 'm',
  image: 'proxy:1',
  detail: '',
};

test('a machine is replaced for its image or when it failed, and updated when it was stopped', () => {
  assert.deepEqual(dockerModel.compareMachine(machine, machineFacts), { result: 'same' });
  assert.deepEqual(dockerModel.compareMachine(machine, { ...machineFacts, image: 'image:2' }), {
    result: 'replace',
    fields: ['image'],
  });
  assert.deepEqual(dockerModel.compareMachine(machine, { ...machineFacts, state: 'failed', image: '' }), {
    result: 'replace',
    fields: ['state'],
  });
  assert.deepEqual(dockerModel.compareMachine(machine, { ...machineFacts, state: 'stopped' }), {
    result: 'update',
    fields: ['state'],
  });
});

test('an endpoint is never replaced, and the order of its backends means nothing', () => {
  assert.deepEqual(dockerModel.compareEndpoint(endpoint, endpointFacts), { result: 'same' });
  assert.deepEqual(
    dockerModel.compareEndpoint(
      { ...endpoint, image: 'proxy:2', backends: [one], initializedBy: 'n' },
      { ...endpointFacts, state: 'stopped' },
    ),
    {
      result: 'update',
      fields: ['state', 'image', 'backends', 'initializedBy'],
    },
  );
});

test('problems of the section are sentences that name the field', () => {
  assert.deepEqual(dockerModel.validate({ socket: '/var/run/docker.sock', network: { cidr: '172.30.0.0/16' } }), []);
  assert.deepEqual(dockerModel.validate({ network: {} }), []);
  for (const [section, field] of [
    [{ socket: 'docker.sock' }, /^docker\.socket: /],
    [{ network: { cidr: '172.30.0.0' } }, /^docker\.network\.cidr: /],
    [{ network: { cidr: '172.30.0.0/30' } }, /^docker\.network\.cidr: /],
    [null, /^docker: /],
  ] as const) {
    const problems = dockerModel.validate(section);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', field);
  }
});

test("HAProxy's configuration names every backend, of either family", () => {
  const text = haproxyConfiguration([one, { name: 'six', address: 'fd00::2', port: 6443 }], 6443);
  assert.match(text, /\n {2}server one 10\.0\.0\.2:6443\n {2}server six \[fd00::2\]:6443\n$/);
  assert.match(text, /\n {2}bind :6443\n/);
  assert.match(haproxyConfiguration([], 6443), /\n {2}balance leastconn\n$/);
});
