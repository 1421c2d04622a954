import { copyFile, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { makeImage } from '../install/make-image.ts';
import { sizeText } from '../render/size-text.ts';

/** Whoever sees the file sees all of it. */
async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  try {
    await copyFile(from, partial);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw new CliError(`${to} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `slipway image manager [--to FILE]`. */
export async function makeManagerImage(context: CommandContext, { to }: { readonly to?: string }): Promise<ExitCode> {
  const { terminal } = context;
  const { archive, digest, reference, sizeBytes } = await makeImage(context);
  const file = to === undefined ? archive : resolve(to);
  if (file !== archive) await copyWhole(archive, file);
  terminal.print(`image:   ${reference}`);
  terminal.print(`digest:  ${digest}`);
  terminal.print(`archive: ${file} (${sizeText(sizeBytes)})`);
  return exitCodes.ok;
}
