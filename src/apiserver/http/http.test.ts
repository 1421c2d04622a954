import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import { decodeBody } from './decode-body.ts';
import { negotiate } from './negotiate.ts';
import { parseTarget } from './parse-target.ts';
import { readWholeBody } from './read-whole-body.ts';
import { toStatus } from './to-status.ts';

const refused = (reason: string) => (error: unknown) => error instanceof ApiError && error.reason === reason;

describe('a request target', () => {
  it('is split before it is decoded', () => {
    const { segments, query } = parseTarget('/api/v1/n%C3%A4me?a=1&a=2&b=%2F');
    assert.deepEqual(segments, ['api', 'v1', 'näme']);
    assert.deepEqual([query.getAll('a'), query.get('b')], [['1', '2'], '/']);
  });

  it('may end with a slash', () => assert.deepEqual(parseTarget('/api/').segments, ['api']));

  for (const path of [
    '/a/../b',
    '/a/%2e%2e/b',
    '/a/%2E/b',
    '/a//b',
    '/a/b%2fc',
    '/a/b%5cc',
    '/a/%00',
    '/a/%zz',
    '/a/%ff',
    'a',
    'https://host/a',
  ]) {
    it(`is refused as ${path}`, () => assert.throws(() => parseTarget(path), refused('BadRequest')));
  }
});

describe('negotiation', () => {
  const table = { as: 'Table', group: 'meta.k8s.io', version: 'v1' } as const;
  for (const [accept, format] of [
    [undefined, { encoding: 'json' }],
    ['*/*', { encoding: 'json' }],
    ['application/yaml', { encoding: 'yaml' }],
    ['application/json;q=0.5, application/yaml', { encoding: 'yaml' }],
    ['application/vnd.kubernetes.protobuf, application/json', { encoding: 'json' }],
    ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', { encoding: 'json', ...table }],
    ['application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json', { encoding: 'json' }],
    ['application/json;stream=watch', { encoding: 'json' }],
  ] as const) {
    it(`gives ${JSON.stringify(format)} for ${accept}`, () => assert.deepEqual(negotiate(accept, [table]), format));
  }

  it('refuses what it cannot give', () => {
    for (const accept of ['text/html', 'application/json;q=0', 'application/json;as=Table;v=v1;g=other']) {
      assert.throws(() => negotiate(accept, [table]), refused('NotAcceptable'));
    }
  });
});

describe('a body', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('is JSON or YAML', () => {
    assert.deepEqual(decodeBody(bytes('{"a":[1]}'), 'json'), { a: [1] });
    assert.deepEqual(decodeBody(bytes('a:\n- 1\n'), 'yaml'), { a: [1] });
    assert.equal(decodeBody(bytes(' \n'), 'json'), undefined);
  });

  it('is refused without being quoted, for it may hold a secret', () => {
    for (const [text, language] of [
      ['{"data": hunter2}', 'json'],
      ['a: "hunter2', 'yaml'],
    ] as const) {
      assert.throws(
        () => decodeBody(bytes(text), language),
        (error) => refused('BadRequest')(error) && error instanceof Error && !error.message.includes('hunter2'),
      );
    }
    assert.throws(() => decodeBody(new Uint8Array([0x22, 0xff, 0x22]), 'json'), refused('BadRequest'));
  });

  it('tells of keys that stand twice, the last of which counts', () => {
    const told: string[] = [];
    const tell = (sentence: string) => told.push(sentence);
    const text = '{"a":{"b":1,"c":[{"d":"}, \\"d\\":"},{"d":1,"d":2}],"b":2},"a.b":0}';
    assert.deepEqual(decodeBody(bytes(text), 'json', tell), { a: { b: 2, c: [{ d: '}, "d":' }, { d: 2 }] }, 'a.b': 0 });
    assert.deepEqual(decodeBody(bytes('a: 1\nb: 2\na: 3\n'), 'yaml', tell), { a: 3, b: 2 });
    assert.deepEqual(told, [
      'duplicate field "a.c[1].d"',
      'duplicate field "a.b"',
      'line 3: key "a" already set in map',
    ]);
  });

  it('does not let aliases grow without bound', () => {
    const lines = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (let at = 1; at < 9; at++) {
      const [before, name] = [String.fromCharCode(96 + at), String.fromCharCode(97 + at)];
      lines.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`);
    }
    assert.throws(() => decodeBody(bytes(lines.join('\n')), 'yaml'), refused('BadRequest'));
  });

  it('is read up to its limit', async () => {
    const stream = () => Readable.from([Buffer.alloc(6), Buffer.alloc(6)]);
    assert.equal((await readWholeBody(stream(), 12)).length, 12);
    await assert.rejects(readWholeBody(stream(), 11), refused('RequestEntityTooLarge'));
  });
});

describe('a Status', () => {
  it('tells reason, code and details of a refusal', () => {
    const details = { name: 'a', kind: 'nodes' };
    const expected = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'm',
      reason: 'NotFound',
      details,
      code: 404,
    };
    assert.deepEqual(toStatus(new ApiError('NotFound', 'm', details)), expected);
  });

  it('tells nothing of an error that is no refusal', () => {
    const status = toStatus(new Error('password hunter2'));
    assert.equal(status.code, 500);
    assert.ok(!JSON.stringify(status).includes('hunter2'));
  });
});

describe('a body with very many keys', () => {
  const keys = Array.from({ length: 50_000 }, (_, index) => `key${index}`);

  for (const [language, text] of [
    ['JSON sent as YAML', JSON.stringify(Object.fromEntries(keys.map((key) => [key, 1])))],
    ['YAML', keys.map((key) => `${key}: 1\n`).join('')],
  ] as const) {
    // Were every key compared with every other, this test alone would take minutes.
    it(`is read without comparing every key with every other: ${language}`, () => {
      assert.equal(Object.keys(decodeBody(new TextEncoder().encode(text), 'yaml') as object).length, keys.length);
    });
  }
});
