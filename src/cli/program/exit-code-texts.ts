import type { exitCodes } from '../exit-codes.ts';

/** What each exit code says, where a command says nothing more exact. */
export const exitCodeTexts: { readonly [name in keyof typeof exitCodes]: string } = {
  ok: 'done',
  failed: 'refused, failed, or stalled until a person changes something',
  usage: 'the command line is wrong',
  notFound: 'not found',
  timeout: 'timed out',
  noManager: 'no manager runs, or it does not answer',
  leadLost: 'a manager on a cluster lost the lead; run it again',
  interrupted: 'ended by Ctrl-C',
};
