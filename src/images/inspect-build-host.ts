import type { Finding } from '#capabilities/finding.ts';
import { ownArchitecture } from './architecture.ts';
import { buildTools } from './build/build-tools.ts';
import { onPath } from './build/on-path.ts';

const check = 'build-tools';
/** What every release needs; some need more, and say so when they are built. */
const types = ['go-programs', 'c-program', 'debian-system', 'image-store'] as const;

/** Whether machine images can be built on this machine. What Debian has is installed by the build itself where root may. */
export async function inspectBuildHost(): Promise<readonly Finding[]> {
  const missing = await buildTools.missing(buildTools.of(types, ownArchitecture() ?? 'amd64'));
  const root = process.geteuid?.() === 0;
  const installs = root && (await onPath('apt-get'));
  const findings = missing.map((tool): Finding => {
    const { name, package: from } = tool;
    if (installs) return { check, state: 'ok', message: `${name} is missing; the first build installs it (${from})` };
    const cure = buildTools.cure(tool);
    return { check, state: 'warning', message: `${name} is missing, so no machine image can be built here`, cure };
  });
  if (!root) {
    findings.push({
      check,
      state: 'warning',
      message: 'the manager would not run as root, so it could not build machine images',
      cure: 'run slipway as root',
    });
  }
  return findings.length > 0
    ? findings
    : [{ check, state: 'ok', message: 'all that builds machine images is installed' }];
}
