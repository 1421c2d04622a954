import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { TaskIo } from '#capabilities/task-worker.ts';
import { type Architecture, ownArchitecture } from '../architecture.ts';
import { onPath } from '../build/on-path.ts';
import { runBuild } from '../build/run-build.ts';
import { openArtifactCache } from '../cache/artifact-cache.ts';
import { programMachine } from '../program-machine.ts';
import { openWeb } from '../fetch/web.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { officialPlaces } from '../recipes/official-places.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { chooseGo } from './choose-go.ts';
import { ensureGo } from './ensure-go.ts';
import { goPlace } from './go-place.ts';
import { pinnedGo } from './pinned-go.ts';

/** The smallest published program. */
const hello: Recipe = {
  type: 'go-programs',
  revision: 1,
  name: 'hello',
  version: '0.0.0-20250915201037-7f05d217867b',
  modules: [{ path: 'golang.org/x/example/hello', version: 'v0.0.0-20250915201037-7f05d217867b' }],
  programs: [{ name: 'hello', package: 'golang.org/x/example/hello' }],
  linkerValues: [],
};

const io: TaskIo = { progress: () => undefined, log: () => undefined, signal: new AbortController().signal };
/** The compiler is the same for every run of this test, and large. */
const kept = join(import.meta.dirname, '..', '..', '..', '.cache');
const own = ownArchitecture() ?? 'amd64';
const { GOPROXY, PATH = '' } = process.env;
let folder = '';

/** A PATH with what building needs besides Go. */
async function pathWithoutGo(): Promise<string> {
  const programs = join(folder, 'programs');
  await mkdir(programs);
  for (const name of ['sh', 'cat', 'flock']) {
    for (const place of PATH.split(delimiter)) {
      const there = await access(join(place, name)).then(
        () => true,
        () => false,
      );
      if (!there) continue;
      await symlink(join(place, name), join(programs, name));
      break;
    }
  }
  return programs;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-without-go-'));
  // What Go itself has fetched before need not come over the network again.
  const modules = join(process.env['GOMODCACHE'] ?? join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'pkg', 'mod'));
  process.env['GOPROXY'] =
    `${pathToFileURL(join(modules, 'cache', 'download')).href},${GOPROXY ?? 'https://proxy.golang.org'}`;
  process.env['PATH'] = await pathWithoutGo();
});
after(async () => {
  process.env['PATH'] = PATH;
  if (GOPROXY === undefined) delete process.env['GOPROXY'];
  else process.env['GOPROXY'] = GOPROXY;
  await rm(folder, { recursive: true });
});

async function build(architecture: Architecture): Promise<string> {
  const go = () => chooseGo(kept, io.signal);
  const { version } = await go();
  const artifacts = await runBuild({
    plan: buildPlan({ architecture, goVersion: version, recipes: [hello] }),
    results: ['hello'],
    cache: await openArtifactCache(join(folder, 'cache')),
    access: { web: openWeb(), places: officialPlaces },
    architecture,
    go,
    inputs: new Map(),
    durations: {},
    prepare: async () => await ensureGo(await go(), kept, io),
    io,
  });
  return join(artifacts.get('hello')?.folder ?? '', 'hello');
}

test('a program is built where there is no Go, and runs; for another architecture it is built too', async () => {
  assert.equal(await onPath('go'), false);
  const chosen = await chooseGo(kept, io.signal);
  assert.deepEqual([chosen.version, chosen.origin], [pinnedGo.version, 'module']);
  assert.equal(chosen.environment['GOROOT'], goPlace(kept, own).directory);
  // Two builds at once: one fetches the compiler, the other one waits for it.
  await Promise.all([1, 2].map(() => ensureGo(chosen, kept, io)));
  const program = await build(own);
  assert.equal(await programMachine(program), own);
  const { stdout } = await promisify(execFile)(program);
  assert.equal(stdout, 'Hello, world!\n');
  const other = own === 'amd64' ? 'arm64' : 'amd64';
  assert.equal(await programMachine(await build(other)), other);
});
