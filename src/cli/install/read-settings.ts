import type { InstallationSettings } from '#domain/installation/installation-settings.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';

/** What an installation is told on the command line. */
export interface SettingOptions {
  readonly replicas: string;
  readonly hostPath?: readonly string[] | undefined;
  readonly group?: readonly string[] | undefined;
}

function wrong(message: string, cure: string): CliError {
  return new CliError(message, { exitCode: exitCodes.usage, cure });
}

function hostPath(text: string): { readonly path: string; readonly mountPath: string } {
  const [path = '', mountPath = path, ...rest] = text.split(':');
  const absolute = [path, mountPath].every((one) => /^(\/[^/:]+)+$/.test(one) && !/\/\.\.?(\/|$)/.test(one));
  if (absolute && rest.length === 0) return { path, mountPath };
  throw wrong(`--host-path ${text} is no path`, 'write PATH or PATH-ON-THE-NODE:PATH-IN-THE-POD, both absolute');
}

function number(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least && value <= 0xff_ff_ff_ff) return value;
  throw wrong(`${option} ${text} is no number from ${least} on`, `write for example ${option} ${Math.max(least, 2)}`);
}

/** Reads them; CliError names the first that is wrong. */
export function readSettings(options: SettingOptions): Omit<InstallationSettings, 'image' | 'onNodesWith'> {
  return {
    replicas: number('--replicas', options.replicas, 1),
    hostPaths: (options.hostPath ?? []).map(hostPath),
    groups: (options.group ?? []).map((group) => number('--group', group, 0)),
  };
}
