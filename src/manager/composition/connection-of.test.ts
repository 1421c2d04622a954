import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { StoreReader } from '#runtime/pass.ts';
import { connectionOf } from './connection-of.ts';

const key = { namespace: 'default', name: 'first' };

function object(kind: Kind, more: object): KubeObject {
  const metadata = { ...key, uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  return { apiVersion: 'v1', kind: kind.kind, metadata, ...more };
}

/** A store of a cluster whose endpoint is published at an address. */
function storeOf(external: string, serving = true): StoreReader {
  const endpoint = { internal: { address: '172.31.0.2', port: 6443 }, external: { address: external, port: 32_768 } };
  const texts = { server: `https://${external}:32768`, 'ca.crt': 'ca', 'tls.crt': 'certificate', 'tls.key': 'key' };
  const data = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, btoa(text)]));
  const objects = new Map<Kind, KubeObject>([
    [Cluster, object(Cluster, { status: { endpoint } })],
    [Secret, object(Secret, { data })],
    [ControlPlane, object(ControlPlane, { status: serving ? { apiServing: true } : {} })],
  ]);
  return { get: (kind: Kind) => objects.get(kind) } as unknown as StoreReader;
}

test('a manager on a host takes the address that the Secret keeps', () => {
  assert.equal(connectionOf(key, storeOf('127.0.0.1'))?.server, 'https://127.0.0.1:32768');
  assert.equal(connectionOf(key, storeOf('192.0.2.7'), 'host')?.server, 'https://192.0.2.7:32768');
});

test('a manager in a Pod takes the internal address where the external one is only of the host that publishes it', () => {
  assert.equal(connectionOf(key, storeOf('127.0.0.1'), 'pod')?.server, 'https://172.31.0.2:6443');
  assert.equal(connectionOf(key, storeOf('192.0.2.7'), 'pod')?.server, 'https://192.0.2.7:32768');
});

test('nobody connects before an API server has served', () => {
  assert.equal(connectionOf(key, storeOf('127.0.0.1', false), 'pod'), undefined);
});
