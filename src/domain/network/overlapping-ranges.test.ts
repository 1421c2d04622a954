import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlappingRanges } from './overlapping-ranges.ts';

const cases = [
  { reason: 'ranges apart share nothing', a: ['10.244.0.0/16'], b: ['10.96.0.0/16'], expected: undefined },
  {
    reason: 'a range within another',
    a: ['10.0.0.0/8'],
    b: ['10.96.0.0/16'],
    expected: ['10.0.0.0/8', '10.96.0.0/16'],
  },
  {
    reason: 'a range around another',
    a: ['172.30.4.0/24'],
    b: ['172.30.0.0/20'],
    expected: ['172.30.4.0/24', '172.30.0.0/20'],
  },
  { reason: 'families never meet', a: ['::/0'], b: ['10.96.0.0/16'], expected: undefined },
  {
    reason: 'IPv6 ranges',
    a: ['fd00:10::/48'],
    b: ['10.0.0.0/8', 'fd00:10:0:1::/64'],
    expected: ['fd00:10::/48', 'fd00:10:0:1::/64'],
  },
  { reason: 'what is no range shares nothing', a: ['nonsense'], b: ['10.0.0.0/8'], expected: undefined },
];

for (const { reason, a, b, expected } of cases) {
  test(`overlappingRanges: ${reason}`, () => assert.deepEqual(overlappingRanges(a, b), expected));
}
