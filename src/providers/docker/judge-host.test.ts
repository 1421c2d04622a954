import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeHost } from './judge-host.ts';
import { lacksSysResource } from './lacks-sys-resource.ts';
import type { HostRecord } from './host-record.ts';

const swapHeader = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';

const now = Date.parse('2026-11-01T10:00:00Z');

/** As recorded on a virtual machine without swap whose engine lacks CAP_SYS_RESOURCE. */
const barred: HostRecord = {
  routes: '',
  routes6: '',
  ipv6: '0\n',
  answering: undefined,
  resolvers: 'nameserver 10.0.0.2\n',
  status: 'Name:\tinit\nCapPrm:\t000001fffeffffff\nCapBnd:\t000001fffeffffff\n',
  swaps: swapHeader,
  kernelConfiguration: false,
  inotify: { limit: 128, used: 20 },
};

const ordinary: HostRecord = {
  ...barred,
  status: 'Name:\tsystemd\nCapBnd:\t000001ffffffffff\n',
  swaps: `${swapHeader}/swap.img                               file\t\t4194300\t\t0\t\t-2\n`,
  kernelConfiguration: true,
  inotify: { limit: 8192, used: 200 },
};

test('a host with cgroup v1 and cgroupfs is told apart from one with cgroup v2 and systemd', () => {
  const one = judgeHost(
    { CgroupVersion: '1', CgroupDriver: 'cgroupfs', Architecture: 'x86_64', OSType: 'linux', NCPU: 2 },
    barred,
    now,
  );
  assert.deepEqual(one, {
    cgroupVersion: 1,
    cgroupDriver: 'cgroupfs',
    architecture: 'amd64',
    swap: false,
    processors: 2,
    families: ['IPv4', 'IPv6'],
    shared: true,
    ignorePreflightErrors: ['SystemVerification', 'Swap'],
    problems: [],
  });
  const two = judgeHost(
    { CgroupVersion: '2', CgroupDriver: 'systemd', Architecture: 'aarch64', OSType: 'linux' },
    ordinary,
    now,
  );
  assert.deepEqual(two, {
    cgroupVersion: 2,
    cgroupDriver: 'systemd',
    architecture: 'arm64',
    swap: true,
    families: ['IPv4', 'IPv6'],
    shared: true,
    ignorePreflightErrors: ['Swap'],
    problems: [],
  });
});

test('the system verification is ignored on cgroup v2 too where the kernel hides its configuration', () => {
  const facts = judgeHost({ CgroupVersion: '2' }, { ...ordinary, kernelConfiguration: false }, now);
  assert.deepEqual(facts.ignorePreflightErrors, ['SystemVerification', 'Swap']);
});

test('too few inotify instances for one more machine are a problem with its cure', () => {
  assert.deepEqual(judgeHost({}, { ...barred, inotify: { limit: 128, used: 98 } }, now).problems, []);
  const [problem, ...others] = judgeHost({}, { ...barred, inotify: { limit: 128, used: 99 } }, now).problems;
  assert.deepEqual(others, []);
  assert.equal(problem?.reason, 'InotifyExhausted');
  assert.match(
    problem?.message ?? '',
    /Of 128 inotify instances 29 are left.*sysctl fs\.inotify\.max_user_instances=1024/,
  );
});

test('what could not be seen of a remote host is no problem', () => {
  const unknown = { ...barred, inotify: undefined, status: undefined, swaps: undefined };
  assert.deepEqual(judgeHost({ OSType: 'linux' }, unknown, now).problems, []);
  assert.equal(lacksSysResource(unknown), false);
});

test('an engine of another operating system is a problem', () => {
  assert.equal(judgeHost({ OSType: 'windows' }, barred, now).problems[0]?.reason, 'NotLinux');
});

test('a bounding set without CAP_SYS_RESOURCE is recognised', () => {
  assert.equal(lacksSysResource(barred), true);
  assert.equal(lacksSysResource(ordinary), false);
});

test('a clock that differs by more than certificates bear is a problem that names both times', () => {
  const problems = (SystemTime: string) => judgeHost({ SystemTime }, ordinary, now).problems;
  assert.deepEqual(problems('2026-11-01T10:02:29.123456789Z'), []);
  assert.deepEqual(problems('2026-11-01T11:57:31.5+02:00'), []);
  const [behind] = problems('2026-10-31T10:00:00.000000001Z');
  assert.equal(behind?.reason, 'ClockSkew');
  assert.match(
    behind.message,
    /\(2026-10-31T10:00:00\.000Z\) is 86400 s behind the manager's \(2026-11-01T10:00:00\.000Z\)/,
  );
  assert.match(problems('2026-11-01T10:05:00Z')[0]?.message ?? '', /300 s ahead of the manager's/);
});

test('a kernel without IPv6 is told apart from one that was not seen', () => {
  assert.deepEqual(judgeHost({}, { ...ordinary, ipv6: undefined }, now).families, ['IPv4']);
  assert.deepEqual(judgeHost({}, { ...ordinary, ipv6: undefined, routes: undefined }, now).families, ['IPv4', 'IPv6']);
  assert.deepEqual(judgeHost({}, { ...ordinary, ipv6: '1\n' }, now).families, ['IPv4', 'IPv6']);
});

test('control groups that the kubelet cannot do without are missed by name, with the cure for that version', () => {
  // As an engine describes itself where version 1 holds all controllers and only version 2 is mounted.
  const bare = { CgroupVersion: '2', CpuCfsQuota: false, CPUSet: false, MemoryLimit: false, PidsLimit: false };
  const [problem] = judgeHost(bare, ordinary, now).problems;
  assert.equal(problem?.reason, 'ControllersMissing');
  assert.match(
    problem.message,
    /\(cgroup v2\) gives containers no control group of cpu, cpuset, memory, pids.*Delegate=yes/,
  );
  const unswitched = { CgroupVersion: '1', CpuCfsQuota: true, CPUSet: true, MemoryLimit: false, PidsLimit: true };
  assert.match(judgeHost(unswitched, ordinary, now).problems[0]?.message ?? '', /of memory, .*cgroup_enable=memory/);
  const whole = { CgroupVersion: '2', CpuCfsQuota: true, CPUSet: true, MemoryLimit: true, PidsLimit: true };
  assert.deepEqual(judgeHost(whole, ordinary, now).problems, []);
});
