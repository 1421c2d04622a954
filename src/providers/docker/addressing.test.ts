import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { chooseIpv6Subnet } from './choose-ipv6-subnet.ts';
import { chooseSubnets } from './choose-subnets.ts';
import { freeAddress } from './free-address.ts';
import { hostRoutes } from './host-routes.ts';
import { ipv6Address } from './ipv6-address.ts';
import { ipv6SubnetPlan } from './ipv6-subnet-plan.ts';
import { listedResolvers } from './listed-resolvers.ts';
import { subnetPlan } from './subnet-plan.ts';

test('the smallest free host address is given, never the gateway', () => {
  assert.equal(freeAddress('172.31.0.0/20', '172.31.0.1', new Set()), '172.31.0.2');
  assert.equal(freeAddress('172.31.0.0/20', '172.31.0.1', new Set(['172.31.0.2', '172.31.0.4'])), '172.31.0.3');
  assert.equal(freeAddress('10.0.0.0/30', '10.0.0.1', new Set(['10.0.0.2'])), undefined);
  const first = new Set(Array.from({ length: 255 }, (_, index) => `10.9.0.${index + 1}`));
  assert.equal(freeAddress('10.9.0.0/20', '10.9.0.1', first), '10.9.1.0');
});

test('chosen networks overlap nothing that is to be avoided', () => {
  const range = fc.tuple(
    fc.constantFrom('172.31.5.0', '172.20.0.0', '10.255.0.0', '192.168.1.0', '172.16.0.0'),
    fc.integer({ min: 9, max: 30 }),
  );
  fc.assert(
    fc.property(fc.array(range, { maxLength: 4 }), (ranges) => {
      const avoid = ranges.map(([address, length]) => `${address}/${length}`);
      const avoided = avoid.map((cidr) => ipaddr.IPv4.parseCIDR(cidr));
      for (const chosen of chooseSubnets(avoid)) {
        const [address, length] = ipaddr.IPv4.parseCIDR(chosen);
        for (const [other, otherLength] of avoided)
          assert.equal(address.match(other, Math.min(length, otherLength)), false);
      }
    }),
    { numRuns: 50, seed: 7 },
  );
  assert.equal(chooseSubnets([])[0], '172.31.0.0/20');
  assert.equal(chooseSubnets(['172.16.0.0/12', 'fd00::/8'])[0], '10.255.0.0/20');
  assert.deepEqual(chooseSubnets(['0.0.0.0/0']), []);
});

test('a subnet has a named gateway and leaves the engine only its end', () => {
  assert.deepEqual(subnetPlan('172.31.16.0/20'), {
    Subnet: '172.31.16.0/20',
    Gateway: '172.31.16.1',
    IPRange: '172.31.31.0/24',
  });
  assert.deepEqual(subnetPlan('10.5.6.7/24'), { Subnet: '10.5.6.0/24', Gateway: '10.5.6.1', IPRange: '10.5.6.240/28' });
});

test('an IPv6 subnet follows the IPv4 one, address by address', () => {
  assert.equal(ipv6Address('fd00:1:2:3::/64', '172.31.16.0/20', '172.31.16.5'), 'fd00:1:2:3::5');
  assert.equal(ipv6Address('fd00:1:2:3::/64', '172.31.16.0/20', '172.31.31.254'), 'fd00:1:2:3::ffe');
  assert.equal(ipv6Address('fd00:1::5:0:0/80', '10.0.0.0/8', '10.1.2.3'), 'fd00:1::5:1:203');
  assert.deepEqual(ipv6SubnetPlan('fd00:1:2:3::/64', '172.31.16.0/20'), {
    Subnet: 'fd00:1:2:3::/64',
    Gateway: 'fd00:1:2:3::1',
    IPRange: 'fd00:1:2:3:8000::/80',
  });
});

test('a chosen IPv6 network is private, the same for the same owner, and overlaps nothing to be avoided', () => {
  const first = chooseIpv6Subnet('uid', []) ?? '';
  assert.match(first, /^fd[0-9a-f]{2}:[0-9a-f]{1,4}:[0-9a-f]{1,4}:0::\/64$/);
  assert.equal(chooseIpv6Subnet('uid', ['10.0.0.0/8']), first);
  assert.notEqual(chooseIpv6Subnet('another', []), first);
  const second = chooseIpv6Subnet('uid', [first]) ?? '';
  assert.equal(second, first.replace(':0::', ':1::'));
  assert.equal(chooseIpv6Subnet('uid', ['fd00::/8']), undefined);
});

test('routes are read as the kernel prints them, without the default route', () => {
  const table = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0',
    'eth0\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
    '',
  ].join('\n');
  const table6 = [
    'fd5c0019000200800000000000000000 7e 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000002 00000000 00000001     eth0',
    'fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0',
    '00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd5c0019000200800000000000000001 00000400 00000001 00000000 00000003     eth0',
    '00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo',
    'fd5c0019000200800000000000000002 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000003 00000000 80200001     eth0',
    'ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000003 00000000 00000001     eth0',
    '',
  ].join('\n');
  assert.deepEqual(hostRoutes({ routes: table, routes6: table6 }), [
    { cidr: '172.17.0.0/16', device: 'docker0' },
    { cidr: '192.168.2.0/24', device: 'eth0' },
    { cidr: 'fd5c:19:2:80::/126', device: 'eth0' },
  ]);
  assert.deepEqual(hostRoutes({ routes: undefined, routes6: undefined }), []);
});

test('resolvers are those that machines can reach, each once', () => {
  const text =
    '# made by hand\nnameserver 127.0.0.53\nnameserver 10.0.0.2\n nameserver 10.0.0.2\nsearch nameserver\nnameserver ::1\nnameserver 1.1.1.1\n';
  assert.deepEqual(listedResolvers(text), ['10.0.0.2', '1.1.1.1']);
});
