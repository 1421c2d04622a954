import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
// The certificate library throws at import unless this ran before.
import 'reflect-metadata';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Builds that are kept beside the newest: a running manager loads parts of its own build on first use. */
const keptBuilds = 8;

/** Goes into a machine image as one file and may not share parts with the others. */
const alone = new Set(['host.ts']);

/**
 * A command lasts a tenth of a second, most of it loading. As CommonJS in one file nothing is looked up and linked part by
 * part, and a module of Node is loaded when the code that uses it runs, not when the file is read.
 */
const commandLine = 'cli.ts';

/** CommonJS packages inside the bundle use what an ES module lacks. */
const commonJsGlobals = [
  "import { createRequire as slipwayCreateRequire } from 'node:module';",
  'const require = slipwayCreateRequire(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join(' ');

/**
 * A part of the bundle that is loaded on first use has only a default export when it is CommonJS, while the same import of
 * an unbundled package has names. This puts a module with the names that Node finds between the two.
 */
const namesOfLazyPackages: Plugin = {
  name: 'names-of-lazy-packages',
  setup(building) {
    building.onResolve({ filter: /^[^./#]/ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' && !path.startsWith('node:')
        ? { path, namespace: 'lazy-package', pluginData: { resolveDir } }
        : undefined,
    );
    building.onLoad({ filter: /.*/, namespace: 'lazy-package' }, async ({ path, pluginData }) => {
      const { 'module.exports': _whole, ...exported } = (await import(path)) as { readonly [name: string]: unknown };
      return {
        contents: `export { ${Object.keys(exported).join(', ')} } from ${JSON.stringify(path)};`,
        resolveDir: pluginData.resolveDir,
      };
    });
  },
};

/** What the engine's client needs only to build images and to reach an engine over ssh, and loads all the same. */
const unusedPackages: Plugin = {
  name: 'unused-packages',
  setup(building) {
    building.onResolve({ filter: /^(@grpc\/.*|ssh2)$/ }, ({ path }) => ({ path, namespace: 'unused-package' }));
    building.onLoad({ filter: /.*/, namespace: 'unused-package' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * A command that only asks the manager something loads the HTTP client before anything else. Its package brings fetch, web
 * sockets, caches and mocks along, most of what there is to read; a pool and its calls are what a connection needs.
 */
const smallHttpClient: Plugin = {
  name: 'small-http-client',
  setup(building) {
    building.onResolve({ filter: /^undici$/ }, ({ importer, path, resolveDir }) =>
      importer.endsWith('src/kube/http-connection.ts')
        ? { path, namespace: 'small-http-client', pluginData: { resolveDir } }
        : undefined,
    );
    building.onLoad({ filter: /.*/, namespace: 'small-http-client' }, ({ path, pluginData }) => ({
      contents: [
        `const Dispatcher = require('${path}/lib/dispatcher/dispatcher');`,
        `Object.assign(Dispatcher.prototype, require('${path}/lib/api'));`,
        `module.exports = { Pool: require('${path}/lib/dispatcher/pool') };`,
      ].join('\n'),
      resolveDir: pluginData.resolveDir,
    }));
    // It is loaded with the pool, brings Node's own along and is never used: no connection asks for it.
    building.onLoad({ filter: /undici\/lib\/dispatcher\/client-h2\.js$/ }, () => ({
      contents: "module.exports = () => { throw new Error('HTTP/2 is not among what this bundle speaks'); };",
    }));
  },
};

/**
 * Whoever imports Node's HTTP as an ES module gets all its names at once, the global web sockets among them, and with them a
 * second HTTP client is loaded: a tenth of a second that nobody asked for. What is required has its names when they are used.
 */
const plainHttp: Plugin = {
  name: 'plain-http',
  setup(building) {
    building.onResolve({ filter: /^node:http$/ }, ({ kind, path }) =>
      kind === 'import-statement' ? { path, namespace: 'plain-http' } : undefined,
    );
    building.onLoad({ filter: /.*/, namespace: 'plain-http' }, ({ path }) => ({
      contents: `module.exports = require('${path}');`,
    }));
  },
};

const options: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'part-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [namesOfLazyPackages, plainHttp, smallHttpClient, unusedPackages],
  banner: { js: commonJsGlobals },
  define: { 'process.env.NODE_ENV': '"production"' },
};

async function bundle(target: string): Promise<void> {
  const entries = globSync('src/manager/entry/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  if (entries.length === 0) throw new Error('There is no entry file in src/manager/entry: nothing can be built.');
  const together = entries.filter((entry) => !alone.has(basename(entry)) && basename(entry) !== commandLine);
  await build({ ...options, entryPoints: together, outdir: target, splitting: true });
  const apart = entries.filter((entry) => alone.has(basename(entry)));
  await build({ ...options, entryPoints: apart, outdir: target, splitting: false });
  await build({
    ...options,
    entryPoints: entries.filter((entry) => basename(entry) === commandLine),
    outdir: target,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    minifyWhitespace: true,
    // What an ES module knows of itself, where it is asked for.
    banner: { js: "const slipwayUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { ...options.define, 'import.meta.url': 'slipwayUrl', 'import.meta.dirname': '__dirname' },
  });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(target, 'package.json'), `${JSON.stringify({ name: 'slipway', version, type: 'module' })}\n`);
}

/** Names a build by its content, so that the same sources give the same directory. */
function contentName(directory: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(directory).sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(directory, name)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Puts the finished build in its place and points `current` at it in one step. */
function publish(built: string, stamp: string): void {
  const name = contentName(built);
  const place = join(dist, 'builds', name);
  chmodSync(built, 0o755);
  if (existsSync(place)) rmSync(built, { recursive: true });
  else renameSync(built, place);
  const link = join(dist, `current.${process.pid}`);
  rmSync(link, { force: true });
  symlinkSync(join('builds', name), link);
  renameSync(link, join(dist, 'current'));
  // The stamp is as old as the start of the build: a file saved while it ran is newer.
  renameSync(stamp, join(dist, 'stamp'));
  prune(name);
}

function prune(current: string): void {
  const age = (name: string): number => statSync(join(dist, 'builds', name)).mtimeMs;
  const others = readdirSync(join(dist, 'builds')).filter((name) => name !== current && !name.startsWith('.'));
  others.sort((left, right) => age(right) - age(left));
  for (const name of others.slice(keptBuilds)) rmSync(join(dist, 'builds', name), { recursive: true, force: true });
}

mkdirSync(join(dist, 'builds'), { recursive: true });
const stamp = join(dist, `stamp.${process.pid}`);
writeFileSync(stamp, '');
const target = mkdtempSync(join(dist, 'builds', '.building-'));
try {
  await bundle(target);
  publish(target, stamp);
} finally {
  rmSync(target, { recursive: true, force: true });
  rmSync(stamp, { force: true });
}
