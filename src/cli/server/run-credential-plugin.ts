import { spawn } from 'node:child_process';
import { isRecord } from '#base/is-record.ts';
import type { CredentialPlugin, PluginCredential } from '#kube/read-kubeconfig.ts';
import { CliError } from '../cli-error.ts';

/** Runs the program that a user's own kubeconfig names; it may ask the person at the terminal. What it prints is secret. */
export async function runCredentialPlugin(
  plugin: CredentialPlugin,
  environment: { readonly [name: string]: string | undefined },
): Promise<PluginCredential> {
  const { apiVersion, args, command, env } = plugin;
  const given = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const interactive = process.stdin.isTTY === true;
  const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive } });
  const printed = await new Promise<string>((resolve, reject) => {
    const child = spawn(command, [...args], {
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
      env: { ...environment, ...given, KUBERNETES_EXEC_INFO: info },
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.once('error', (error) =>
      reject(new CliError(`${command}, which the kubeconfig names, cannot be run: ${error.message}`)),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve(text);
      else
        reject(
          new CliError(`${command}, which the kubeconfig names, gave no credential: ${signal ?? `exit code ${code}`}`),
        );
    });
  });
  return statusOf(printed, command);
}

function statusOf(printed: string, command: string): PluginCredential {
  let answer: unknown;
  try {
    answer = JSON.parse(printed);
  } catch {
    answer = undefined;
  }
  const status = isRecord(answer) ? answer['status'] : undefined;
  if (!isRecord(status)) throw new CliError(`${command}, which the kubeconfig names, printed no ExecCredential`);
  const text = (name: string) => (typeof status[name] === 'string' ? { [name]: status[name] } : {});
  return { ...text('token'), ...text('clientCertificateData'), ...text('clientKeyData') };
}
