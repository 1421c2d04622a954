import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Expressions } from './expressions.ts';

const holding: readonly (readonly [rule: string, self: unknown])[] = [
  ['isCIDR(self) && !isCIDR("10.0.0.0") && !isCIDR("10.0.0.0/33")', '10.0.0.0/8'],
  ['cidr(self).containsIP("10.1.2.3") && !cidr(self).containsIP("11.0.0.1")', '10.0.0.0/8'],
  ['cidr(self).containsCIDR("10.1.0.0/16") && !cidr(self).containsCIDR("0.0.0.0/0")', '10.0.0.0/8'],
  ['cidr(self).containsCIDR(cidr("fd00:1::/64"))', 'fd00::/8'],
  ['cidr(self).ip().family() == 6 && cidr(self).prefixLength() == 8', 'fd00::/8'],
  ['cidr(self).masked() == cidr("10.0.0.0/8")', '10.9.9.9/8'],
  ['string(cidr(self).masked()) == "10.0.0.0/8"', '10.9.9.9/8'],
  ['self.all(c, isCIDR(c) && cidr(c).masked() == cidr(c))', ['10.0.0.0/8', '192.168.0.0/16']],
  ['ip(self).family() == 4 && ip(self).isGlobalUnicast() && !ip(self).isLoopback()', '10.0.0.1'],
  ['isIP(self) && isIP("::1") && !isIP("10.1") && !isIP("a")', '1.2.3.4'],
  ['ip(self) == ip("::1") && ip("::1").isLoopback()', '0:0:0:0:0:0:0:1'],
  ['quantity(self).isGreaterThan(quantity("1000Mi")) && isQuantity("1.5Gi") && !isQuantity("x")', '1Gi'],
  ['quantity(self) == quantity("1024Mi") && quantity("500m").add(quantity("500m")).asInteger() == 1', '1Gi'],
  ['quantity(self).sign() == -1 && quantity("1e3").asInteger() == 1000', '-1'],
  ['duration(self) > duration("59m") && duration(self) == duration("60m")', '1h'],
  [
    'isURL(self) && url(self).getHostname() == "a.example" && url(self).getPort() == "8443"',
    'https://a.example:8443/x?y=z',
  ],
  ['!isURL("a b") && url(self).getScheme() == "https" && url(self).getHost() == "[::1]:1"', 'HTTPS://[::1]:1/p'],
  ['self.isSorted() && self.sum() == 6 && self.min() == 1 && self.max() == 3 && self.indexOf(2) == 1', [1n, 2n, 3n]],
  ['self.lastIndexOf("a") == 2 && sets.contains(self, ["b"]) && sets.equivalent(["a", "b"], self)', ['a', 'b', 'a']],
  ['self.replace("a", "b") == "bbb" && self.replace("a", "b", 1) == "bab" && self.lowerAscii() == self', 'aab'],
  ['self.matches("^a+$") && self.find("a+") == "aaa" && self.findAll("a").size() == 3', 'aaa'],
  ['"%s has %d%%".format([self, 3]) == "x has 3%"', 'x'],
  ['self == "a.matches(b)" && self.matches("matches")', 'a.matches(b)'],
  ['has(self.a) && !has(self.b) && self.?b.orValue(4) == 4', { a: 1n }],
  [
    'self.filter(x, x.n > 1).map(x, x.name) == ["b"] && self.exists_one(x, x.name == "a")',
    [
      { name: 'a', n: 1n },
      { name: 'b', n: 2n },
    ],
  ],
];

for (const [rule, self] of holding) {
  test(`the rule ${rule} holds`, () => {
    assert.equal(new Expressions().check({ rule }, { self }), undefined);
  });
}

test('a pattern that makes backtracking engines explode is answered at once', () => {
  const expressions = new Expressions();
  const self = `${'a'.repeat(5000)}!`;
  assert.equal(expressions.check({ rule: 'self.matches("^(a+)+$")', message: 'no' }, { self }), 'no');
});

test('a rule that cannot be evaluated refuses, and says why', () => {
  assert.match(String(new Expressions().check({ rule: 'self.x > 1' }, { self: {} })), /No such key: x/);
});

test('a transition rule does not apply where there is no old value', () => {
  const rule = { rule: 'self == oldSelf', message: 'immutable' };
  assert.equal(new Expressions().check(rule, { self: 1n }), undefined);
  assert.equal(new Expressions().check(rule, { self: 1n, oldSelf: 2n }), 'immutable');
});

test('with optionalOldSelf a transition rule applies always', () => {
  const rule = { rule: 'oldSelf.hasValue() || self == 1', optionalOldSelf: true, message: 'starts at 1' };
  assert.equal(new Expressions().check(rule, { self: 2n }), 'starts at 1');
  assert.equal(new Expressions().check(rule, { self: 2n, oldSelf: 1n }), undefined);
});

test('a message expression words the refusal', () => {
  const rule = { rule: 'self < 3', messageExpression: '"must be below 3, is " + string(self)', message: 'too big' };
  assert.equal(new Expressions().check(rule, { self: 4n }), 'must be below 3, is 4');
});
