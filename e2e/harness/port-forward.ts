import { spawn } from 'node:child_process';
import type { Workload } from './workload.ts';

/** What answers over HTTP behind `kubectl port-forward`. */
export async function askThroughPortForward(workload: Workload, target: string, port: number): Promise<string> {
  const [program, ...parameters] = [...workload.command, 'port-forward', target, `:${port}`];
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], signal: AbortSignal.timeout(60_000) });
  try {
    const local = await new Promise<string>((resolve, reject) => {
      let printed = '';
      const read = (text: Buffer) => {
        printed += text.toString();
        const found = /127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('error', reject);
      child.on('exit', (code) => reject(new Error(`kubectl port-forward ended with ${code}: ${printed}`)));
    });
    const answer = await fetch(`http://127.0.0.1:${local}/`, { signal: AbortSignal.timeout(30_000) });
    return (await answer.text()).trim();
  } finally {
    child.kill();
  }
}
