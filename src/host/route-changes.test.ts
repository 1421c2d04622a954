import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostPaths } from '#domain/host/host-paths.ts';
import type { HostFile } from '#domain/host/host-file.ts';
import { parsePodRoutes } from './parse-pod-routes.ts';
import { setRoutes } from './set-routes.ts';
import { type Route, routeChanges } from './route-changes.ts';

const someRoutes = fc.uniqueArray(
  fc.record({
    to: fc.integer({ min: 0, max: 9 }).map((n) => `10.244.${n}.0/24`),
    via: fc.integer({ min: 1, max: 4 }).map((n) => `172.31.0.${n}`),
  }),
  { selector: (route) => route.to },
);

test('applying the changes to what is there gives what is wanted, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(someRoutes, someRoutes, (wanted, present) => {
      const { replace, remove } = routeChanges(wanted, present);
      const kernel = new Map(present.map((route) => [route.to, route.via]));
      for (const route of remove) assert.equal(kernel.delete(route.to), true);
      for (const route of replace) {
        assert.notEqual(kernel.get(route.to), route.via);
        kernel.set(route.to, route.via);
      }
      const after: readonly Route[] = [...kernel].map(([to, via]) => ({ to, via }));
      assert.deepEqual(new Map(wanted.map((route) => [route.to, route.via])), new Map(kernel));
      assert.deepEqual(routeChanges(wanted, after), { replace: [], remove: [] });
    }),
    { seed: 83, numRuns: 100 },
  );
});

test('routes of both families are stored, then set; a foreign route is never named', async () => {
  const commands: string[] = [];
  const written: HostFile[] = [];
  const text = JSON.stringify({
    routes: [
      { to: '10.244.1.0/24', via: '172.31.0.3' },
      { to: 'fd00:1::/64', via: 'fd00::3' },
    ],
  });
  await setRoutes(
    {
      files: {
        read: () => Promise.resolve(undefined),
        exists: () => Promise.resolve(false),
        write: async (file) => void written.push(file),
        list: () => Promise.resolve([]),
        makeDirectory: () => Promise.resolve(),
        wipe: () => Promise.resolve(),
        sync: () => Promise.resolve(),
      },
      execute: async (command) => {
        assert.equal(written.length, 1, 'the routes are stored before the kernel is touched');
        commands.push(command.join(' '));
        const old = '[{"dst":"10.244.9.0/24","gateway":"172.31.0.9","protocol":"83"}]';
        return { exitCode: 0, lines: command.includes('show') && command.includes('-4') ? [old] : [] };
      },
    },
    text,
  );
  assert.deepEqual(commands, [
    'ip -4 -json route show proto 83',
    'ip -4 route del 10.244.9.0/24 via 172.31.0.9 proto 83',
    'ip -4 route replace 10.244.1.0/24 via 172.31.0.3 proto 83',
    'ip -6 -json route show proto 83',
    'ip -6 route replace fd00:1::/64 via fd00::3 proto 83',
  ]);
  assert.equal(written[0]?.path, hostPaths.routes);
});

test('routes that are not whole are refused with the cure', () => {
  assert.throws(() => parsePodRoutes('{'), /not JSON; send them again/);
  assert.throws(() => parsePodRoutes('{"routes":[{"to":"10.0.0.0","via":"10.0.0.1"}]}'), /no pod CIDR/);
  assert.throws(() => parsePodRoutes('{"routes":[{"to":"10.0.0.0/33","via":"10.0.0.1"}]}'), /no pod CIDR/);
  assert.throws(() => parsePodRoutes('{"routes":[{"to":"10.0.0.0/24","via":"; reboot"}]}'), /no address/);
  assert.throws(() => parsePodRoutes('{"routes":[{"to":"10.0.0.0/24","via":"fd00::1"}]}'), /other address family/);
  assert.throws(() => parsePodRoutes('[null]'), /no list/);
  assert.throws(() => parsePodRoutes('{"routes":[null]}'), /no pod CIDR/);
});
