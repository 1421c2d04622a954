import type { Kind } from '#api/meta/kind.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { findKind } from './find-kind.ts';

/** One object named on a command line as `KIND NAME` or `KIND/NAME`. */
export function splitTarget(word: string, name: string | undefined): { readonly kind: Kind; readonly name: string } {
  const [kind = '', after, ...more] = word.split('/');
  const named = after ?? name;
  if (named === undefined || named === '' || more.length > 0 || (after !== undefined && name !== undefined)) {
    throw new CliError('name one object', {
      exitCode: exitCodes.usage,
      cure: 'write KIND NAME or KIND/NAME, for example: cluster first',
    });
  }
  return { kind: findKind(kind), name: named };
}
