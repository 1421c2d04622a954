import type { Machine } from '#api/machine/index.ts';
import type { StatusInput } from '#runtime/controller.ts';
import type { TokenScope } from './scope.ts';

/** `Used` stays for ever: a token that served is never minted or published again. */
export function status({
  object,
  scope,
}: StatusInput<Machine, TokenScope>): { readonly [field: string]: unknown } | undefined {
  const id = scope?.token?.id ?? object.status?.token?.id;
  if (!scope || id === undefined) return undefined;
  const state =
    object.status?.token?.state === 'Used' || scope.joined ? 'Used' : scope.published ? 'Active' : 'Pending';
  return { token: { id, state } };
}
