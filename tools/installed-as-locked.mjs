// Exits 0 when node_modules holds exactly what package-lock.json names. It runs before anything is installed, on the
// system's Node, so it is plain JavaScript without imports of ours.
import { existsSync, readFileSync } from 'node:fs';

const readPackages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

function installedAsLocked() {
  if (!existsSync('node_modules/.package-lock.json')) return false;
  const locked = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  const strangers = Object.keys(installed).filter((path) => locked[path]?.integrity !== installed[path].integrity);
  // A package for another processor or system is optional and rightly absent.
  const missing = Object.keys(locked).filter(
    (path) => path !== '' && !locked[path].optional && !(path in installed && existsSync(path)),
  );
  return strangers.length === 0 && missing.length === 0;
}

process.exit(installedAsLocked() ? 0 : 1);
