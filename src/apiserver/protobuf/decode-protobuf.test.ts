import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import { decodeProtobuf } from './decode-protobuf.ts';

/** A field of wire type 2 with less than 128 bytes, or of type 0 with a number below 128. */
function field(number: number, value: string | number | Buffer): Buffer {
  if (typeof value === 'number') return Buffer.from([number * 8, value]);
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}

function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function sent(apiVersion: string, kind: string, raw: Buffer): Buffer {
  const type = message(field(1, apiVersion), field(2, kind));
  return message(Buffer.from('k8s\0'), field(1, type), field(2, raw), field(3, ''), field(4, ''));
}

const refused = (reason: string) => (error: unknown) => error instanceof ApiError && error.reason === reason;

describe('protobuf of Kubernetes', () => {
  it('becomes the JSON that means the same, without empty text and empty messages', () => {
    const metadata = message(
      field(1, 'door'),
      field(2, ''),
      field(3, 'team'),
      field(8, ''),
      field(11, message(field(1, 'a'), field(2, 'b'))),
    );
    const raw = message(
      field(1, metadata),
      field(2, message(field(1, 'code'), field(2, '1234'))),
      field(2, field(1, 'none')),
      field(3, 'Opaque'),
      field(5, 1),
    );
    assert.deepEqual(decodeProtobuf(sent('v1', 'Secret', raw)), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'door', namespace: 'team', labels: { a: 'b' } },
      data: { code: Buffer.from('1234').toString('base64'), none: '' },
      type: 'Opaque',
      immutable: true,
    });
  });

  it('keeps times to the microsecond where Kubernetes does', () => {
    const time = message(field(1, 90), Buffer.from([2 * 8, 0xc0, 0x84, 0x3d]));
    const raw = field(2, message(field(1, 'me'), field(2, 15), field(4, time)));
    const spec = { holderIdentity: 'me', leaseDurationSeconds: 15, renewTime: '1970-01-01T00:01:30.001000Z' };
    assert.deepEqual(decodeProtobuf(sent('coordination.k8s.io/v1', 'Lease', raw)), {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      spec,
    });
  });

  it('passes over fields it does not know, and reads lists', () => {
    const raw = message(
      field(1, message(field(1, 'n'), field(14, 'a/b'), field(14, 'c/d'), field(15, 'x'))),
      field(7, 5),
    );
    const metadata = { name: 'n', finalizers: ['a/b', 'c/d'] };
    assert.deepEqual(decodeProtobuf(sent('v1', 'Namespace', raw)), { apiVersion: 'v1', kind: 'Namespace', metadata });
  });

  it('reads the options of a deletion in every group', () => {
    const raw = message(field(1, 0), field(4, 'Foreground'), field(5, 'All'));
    const options = decodeProtobuf(sent('coordination.k8s.io/v1', 'DeleteOptions', raw));
    assert.deepEqual(options, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'DeleteOptions',
      gracePeriodSeconds: 0,
      propagationPolicy: 'Foreground',
      dryRun: ['All'],
    });
  });

  it('is refused where the kind is not read so', () => {
    assert.throws(() => decodeProtobuf(sent('v1', 'Pod', Buffer.alloc(0))), refused('UnsupportedMediaType'));
  });

  it('is refused when damaged anywhere, and never fails otherwise', () => {
    const whole = sent(
      'v1',
      'Secret',
      message(
        field(1, message(field(1, 'door'), field(8, message(field(1, 5))))),
        field(2, message(field(1, 'k'), field(2, 'v'))),
      ),
    );
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const damaged = Buffer.from(whole);
        damaged[at] = value;
        try {
          decodeProtobuf(damaged);
        } catch (error) {
          assert.ok(error instanceof ApiError, `byte ${at} as ${value}: ${String(error)}`);
        }
      }
      if (at > 0 && at < 18) assert.throws(() => decodeProtobuf(whole.subarray(0, at)), ApiError);
    }
  });
});
