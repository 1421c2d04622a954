import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeAddresses } from './node-addresses.ts';
import { withNodeAddresses } from './with-node-addresses.ts';

/** As `ip -json address show up` prints it in a machine of a network with both families, shortened. */
const printed = [
  {
    ifname: 'lo',
    addr_info: [
      { family: 'inet', local: '127.0.0.1', scope: 'host' },
      { family: 'inet6', local: '::1', scope: 'host' },
    ],
  },
  {
    ifname: 'eth0',
    addr_info: [
      { family: 'inet', local: '172.31.0.5', prefixlen: 20, scope: 'global' },
      { family: 'inet6', local: 'fd5c:9:8:0::5', prefixlen: 64, scope: 'global' },
      { family: 'inet6', local: 'fe80::42:acff:fe1f:5', prefixlen: 64, scope: 'link' },
    ],
  },
  { ifname: 'veth1', addr_info: [{ family: 'inet', local: '10.244.1.1', prefixlen: 32, scope: 'global' }] },
];

function machine(interfaces: readonly object[]) {
  return { execute: async () => ({ exitCode: 0, lines: [JSON.stringify(interfaces)] }) };
}

test('a machine finds its own address of each family, in the order of the cluster', async () => {
  assert.deepEqual(await nodeAddresses(machine(printed), ['IPv4', 'IPv6']), ['172.31.0.5', 'fd5c:9:8:0::5']);
  assert.deepEqual(await nodeAddresses(machine(printed), ['IPv6']), ['fd5c:9:8:0::5']);
});

test('a machine without an address of a wanted family says so', async () => {
  const single = machine(printed.filter(({ ifname }) => ifname !== 'eth0'));
  await assert.rejects(nodeAddresses(single, ['IPv6']), /no IPv6 address.*It has 10\.244\.1\.1/);
  await assert.rejects(nodeAddresses(machine([]), ['IPv4']), /It has none/);
});

test('the kubelet reports all addresses and a control plane announces the first', () => {
  const init = [
    { kind: 'InitConfiguration', localAPIEndpoint: { bindPort: 6443 }, nodeRegistration: { name: 'a' } },
    { kind: 'ClusterConfiguration' },
  ];
  assert.deepEqual(withNodeAddresses(init, ['fd00::5', '10.0.0.5']), [
    {
      kind: 'InitConfiguration',
      localAPIEndpoint: { advertiseAddress: 'fd00::5', bindPort: 6443 },
      nodeRegistration: { name: 'a', kubeletExtraArgs: [{ name: 'node-ip', value: 'fd00::5,10.0.0.5' }] },
    },
    { kind: 'ClusterConfiguration' },
  ]);
  const worker = { kind: 'JoinConfiguration', nodeRegistration: {} };
  const joined = { kubeletExtraArgs: [{ name: 'node-ip', value: '10.0.0.5,fd00::5' }] };
  assert.deepEqual(withNodeAddresses([worker], ['10.0.0.5', 'fd00::5']), [
    { kind: 'JoinConfiguration', nodeRegistration: joined },
  ]);
  const control = { ...worker, controlPlane: { localAPIEndpoint: { bindPort: 6443 } } };
  assert.deepEqual(withNodeAddresses([control], ['10.0.0.5', 'fd00::5']), [
    {
      kind: 'JoinConfiguration',
      nodeRegistration: joined,
      controlPlane: { localAPIEndpoint: { advertiseAddress: '10.0.0.5', bindPort: 6443 } },
    },
  ]);
});

test('what a user chose for the kubelet and what the task says is kept', () => {
  const chosen = {
    kubeletExtraArgs: [
      { name: 'v', value: '4' },
      { name: 'node-ip', value: '192.0.2.1' },
    ],
  };
  const document = {
    kind: 'InitConfiguration',
    localAPIEndpoint: { advertiseAddress: '192.0.2.1' },
    nodeRegistration: chosen,
  };
  assert.deepEqual(withNodeAddresses([document], ['10.0.0.5', 'fd00::5']), [document]);
});
