import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';

/** What the server tells of itself: version, health and metrics; undefined for all other paths. */
export async function serverDocument(core: ApiServerCore, segments: readonly string[]): Promise<Answer | undefined> {
  const [path, ...more] = segments;
  if (more.length > 0) return undefined;
  if (path === 'version') return { type: 'object', status: 200, body: versionOf(core.version) };
  if (path === 'healthz' || path === 'livez') return { type: 'text', status: 200, body: 'ok' };
  if (path === 'readyz') {
    const why = (await core.readiness()) ?? core.readOnly();
    return why === undefined
      ? { type: 'text', status: 200, body: 'ok' }
      : { type: 'text', status: 503, body: `not ready: ${why}\n` };
  }
  if (path !== 'metrics' || !core.metrics) return undefined;
  return { type: 'text', status: 200, body: await core.metrics.text(), contentType: core.metrics.contentType };
}

/** kubectl reads major and minor as Kubernetes'; the API's behaviour is that of this release. */
function versionOf(version: string): object {
  return {
    major: '1',
    minor: '36',
    gitVersion: `v1.36.0+slipway.${version}`,
    platform: 'slipway',
    goVersion: '',
    compiler: '',
    buildDate: '',
    gitCommit: '',
    gitTreeState: '',
  };
}
