import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeCollision } from './range-collision.ts';

const docker = { cidr: '172.17.0.0/16', what: "the engine's network bridge", divisible: false };
const lan = { cidr: '192.168.1.0/24', what: 'a route of the host (eth0)', divisible: true };
const vpn = { cidr: '10.0.0.0/8', what: 'a route of the host (tun0)', divisible: true };
const sixth = { cidr: 'fd00::/64', what: 'a route of the host (eth0)', divisible: true };
const taken = [docker, lan, vpn, sixth];

const cases = [
  { reason: 'ranges that are nobody collide with nothing', ranges: ['100.64.0.0/16'], expected: undefined },
  { reason: 'the same range', ranges: ['10.244.0.0/16', '172.17.0.0/16'], expected: ['172.17.0.0/16', docker] },
  { reason: 'a range around a network', ranges: ['172.16.0.0/12'], expected: ['172.16.0.0/12', docker] },
  { reason: 'a range within a wide route takes only its part', ranges: ['10.244.0.0/16'], expected: undefined },
  { reason: 'a range around a route', ranges: ['192.168.0.0/16'], expected: ['192.168.0.0/16', lan] },
  { reason: 'a range within a network', ranges: ['172.17.8.0/24'], expected: ['172.17.8.0/24', docker] },
  { reason: 'IPv6 ranges', ranges: ['10.96.0.0/16', 'fd00::/48'], expected: ['fd00::/48', sixth] },
];

for (const { reason, ranges, expected } of cases) {
  test(`rangeCollision: ${reason}`, () => {
    const found = rangeCollision(ranges, taken);
    assert.deepEqual(found && [found.range, found.taken], expected);
  });
}
