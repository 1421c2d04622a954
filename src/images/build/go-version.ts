import { BuildError } from '../build-error.ts';
import { goCure } from './go-cure.ts';
import { onPath } from './on-path.ts';
import { runCommand } from './run-command.ts';

/** The compiler's version such as `go1.26.8`; part of every Go artifact's key. */
export async function goVersion(signal: AbortSignal): Promise<string> {
  if (!(await onPath('go'))) {
    throw new BuildError('ToolsMissing', `The image cannot be built here. go is missing: ${goCure}.`, {
      retryable: false,
    });
  }
  return (await runCommand(['go', 'env', 'GOVERSION'], { signal, capture: true })).trim();
}
