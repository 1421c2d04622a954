import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Finding } from '#capabilities/finding.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { runWords } from '../testing/run-words.ts';
import { judgeSurvey } from './judge-survey.ts';
import type { Survey } from './survey.ts';

const gibibyte = 1024 ** 3;

/** An ordinary Debian host with everything there, as it was read. */
const ordinary: Survey = {
  now: Date.parse('2026-01-01T00:00:00Z'),
  uid: 0,
  node: 'v24.21.0',
  state: {
    path: '/root/.local/state/slipway',
    mode: 0o40700,
    owner: 0,
    writable: true,
    loose: [],
    newest: Date.parse('2025-12-31T23:59:00Z'),
    holder: undefined,
  },
  manager: { state: 'serving', version: '0.1.0', build: 'abc', pid: 1, ownBuild: 'abc' },
  engine: {
    socket: '/var/run/docker.sock',
    answer: 'answers',
    installed: true,
    info: {
      ServerVersion: '28.0.1',
      Driver: 'overlay2',
      CgroupVersion: '2',
      CgroupDriver: 'systemd',
      NCPU: 4,
      MemTotal: 16 * gibibyte,
    },
    version: { ApiVersion: '1.48' },
  },
  disks: [{ what: 'engine', path: '/var/lib/docker', freeBytes: 60 * gibibyte }],
  availableMemory: 12 * gibibyte,
  inotify: { instances: 1024, watches: 500_000 },
  ports: { listening: [22, 20_001], ephemeral: [32_768, 60_999] },
  kernel: { overlay: true, nf_tables: true },
  capabilities: '000001ffffffffff',
  openFiles: { own: 524_288, engine: Infinity },
  proxies: {},
  inspected: [],
};

/** Everything that is not `ok`, as `state check`. */
function told(change: Partial<Survey>): readonly string[] {
  return judgeSurvey({ ...ordinary, ...change })
    .filter(({ state }) => state !== 'ok')
    .map(({ check, state }) => `${state} ${check}`);
}

describe('what is said of a machine', () => {
  it('is nothing but ok where nothing is missing', () => {
    assert.deepEqual(told({}), []);
    const checks = new Set(judgeSurvey(ordinary).map(({ check }) => check));
    for (const check of [
      'node',
      'state-directory',
      'manager',
      'clock',
      'engine',
      'control-groups',
      'disk-space',
      'memory',
    ])
      assert.ok(checks.has(check), check);
    for (const check of ['inotify', 'kernel-modules', 'capabilities', 'open-files', 'ports', 'proxy'])
      assert.ok(checks.has(check), check);
  });

  const { state, manager, engine } = ordinary;
  const table: readonly (readonly [what: string, change: Partial<Survey>, says: readonly string[]])[] = [
    ['a state directory of somebody else', { state: { ...state, writable: false } }, ['problem state-directory']],
    ['a state directory that others read', { state: { ...state, mode: 0o40755 } }, ['warning state-directory']],
    ['a key that others read', { state: { ...state, loose: ['/x/ca.key'] } }, ['warning state-directory']],
    ['a state directory that is not there yet', { state: { ...state, mode: undefined } }, []],
    ['a store that something else holds', { state: { ...state, holder: 77 } }, ['problem store-lock']],
    [
      'a clock that was set back by a day',
      { state: { ...state, newest: ordinary.now + 86_400_000 } },
      ['problem clock'],
    ],
    ['a manager of another build', { manager: { ...manager, build: 'old' } }, ['warning manager']],
    ['a manager that does not answer', { manager: { ...manager, state: 'silent' } }, ['problem manager']],
    ['no manager', { manager: { state: 'stopped', ownBuild: 'abc' } }, []],
    ['no engine', { engine: { ...engine, answer: 'silent', installed: false } }, ['problem engine']],
    ['an engine one may not use', { engine: { ...engine, answer: 'refused' } }, ['problem engine']],
    ['an old engine', { engine: { ...engine, version: { ApiVersion: '1.40' } } }, ['problem engine']],
    ['cgroup v1', { engine: { ...engine, info: { ...engine.info, CgroupVersion: '1' } } }, ['warning control-groups']],
    [
      'images that are copied',
      { engine: { ...engine, info: { ...engine.info, Driver: 'vfs' } } },
      ['warning engine-storage'],
    ],
    [
      'a disk that is getting full',
      { disks: [{ what: 'engine', path: '/', freeBytes: 2 * gibibyte }] },
      ['warning disk-space'],
    ],
    ['a full disk', { disks: [{ what: 'state directory', path: '/', freeBytes: 1024 }] }, ['problem disk-space']],
    ['little memory', { availableMemory: gibibyte }, ['warning memory']],
    ['hardly any memory', { availableMemory: gibibyte / 4 }, ['problem memory']],
    [
      'few inotify instances and watches',
      { inotify: { instances: 128, watches: 8192 } },
      ['warning inotify-instances', 'warning inotify-watches'],
    ],
    ['a kernel without nftables', { kernel: { ...ordinary.kernel, nf_tables: false } }, ['problem kernel-modules']],
    ['a kernel that cannot be seen', { kernel: { nf_tables: undefined } }, ['unknown kernel-modules']],
    ['a container without capabilities', { capabilities: '00000000a80425fb' }, ['problem capabilities']],
    ['a host without CAP_SYS_RESOURCE', { capabilities: '000001fffeffffff' }, []],
    ['few open files', { openFiles: { own: 1024, engine: 1024 } }, ['warning open-files', 'warning open-files']],
    [
      'connections on the ports of clusters',
      { ports: { listening: [], ephemeral: [1024, 65_535] } },
      ['warning ports'],
    ],
    [
      'no free port',
      { ports: { listening: Array.from({ length: 12_000 }, (_, at) => 20_000 + at), ephemeral: undefined } },
      ['problem ports'],
    ],
    ['a proxy that is none', { proxies: { HTTPS_PROXY: '::bad' } }, ['problem proxy']],
    ['a proxy', { proxies: { HTTPS_PROXY: 'http://proxy.example.com:3128', no_proxy: '*.local' } }, []],
  ];
  for (const [what, change, says] of table) it(`tells of ${what}`, () => assert.deepEqual(told(change), says));

  it('has a cure for all that is a warning or a problem', () => {
    for (const [what, change] of table) {
      for (const { check, cure, state: found } of judgeSurvey({ ...ordinary, ...change }))
        assert.ok(cure !== undefined || found === 'ok' || found === 'unknown', `${what}: ${check}`);
    }
  });
});

describe('slipway doctor', () => {
  let directory: string;
  let engine: Server;
  let socket: string;
  const inspected: Finding[] = [];

  const run = (...words: readonly string[]) =>
    runWords(['doctor', '--socket', socket, ...words], {
      directory,
      client: undefined as unknown as KubeClient,
      context: { inspections: { buildTools: async () => [], engine: async () => inspected } },
    });

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-doctor-'));
    socket = join(directory, 'engine.sock');
    engine = createServer((request, response) => {
      const answers: { readonly [path: string]: object } = {
        '/info': { ServerVersion: '28', CgroupVersion: '2', MemTotal: 16 * gibibyte, NCPU: 2 },
        '/version': { ApiVersion: '1.48' },
      };
      response.end(JSON.stringify(answers[request.url ?? ''] ?? {}));
    });
    await new Promise<void>((resolve) => engine.listen(socket, resolve));
  });

  after(async () => {
    await new Promise((resolve) => engine.close(resolve));
    rmSync(directory, { recursive: true });
  });

  it('ends with 1 when there is a problem, of which programs learn too', async () => {
    inspected.push({ check: 'machines', state: 'problem', message: 'too few', cure: 'more' });
    const { code, printed } = await run('-o', 'json');
    inspected.pop();
    const { findings, healthy } = JSON.parse(printed.join('\n'));
    assert.deepEqual([code, healthy], [1, false]);
    assert.ok(findings.some((one: Finding) => one.check === 'engine' && /API 1.48/.test(one.message)));
    assert.ok(findings.some((one: Finding) => one.check === 'machines' && one.cure === 'more'));
  });

  it('says of a socket where nothing answers that it is a problem', async () => {
    const words = ['doctor', '--socket', join(directory, 'nothing.sock')];
    const { code, printed } = await runWords(words, { directory, client: undefined as unknown as KubeClient });
    assert.equal(code, 1);
    assert.match(printed.join('\n'), /problem +engine .*\n +cure: start it, or correct spec.docker.socket/);
  });

  it('sees a store that others may read and a clock that was set back, and puts right what it may', async () => {
    const paths = serverPaths(directory);
    mkdirSync(paths.server, { recursive: true });
    mkdirSync(paths.authority.key.replace(/\/[^/]*$/, ''), { recursive: true });
    writeFileSync(paths.authority.key, 'secret', { mode: 0o644 });
    chmodSync(paths.server, 0o755);
    writeFileSync(paths.port, '1', { mode: 0o600 });
    utimesSync(paths.port, Date.now() / 1000 + 86_400, Date.now() / 1000 + 86_400);
    const told = (await run()).printed.join('\n');
    assert.match(told, /warning +state-directory .*ca.key/);
    assert.match(told, /problem +clock/);
    const { printed, said } = await run('--fix');
    assert.match(said.join('\n'), /took away what others may do with .*ca.key/);
    assert.match(printed.join('\n'), /ok +state-directory/);
    assert.equal(statSync(paths.authority.key).mode & 0o777, 0o600);
  });
});
