import { labelNames } from './label-names.ts';

/** Whose resource it is, for a person, as far as its labels say. */
export function holderOf(name: string, labels: Readonly<Record<string, string>> | null | undefined): string {
  const installation = labels?.[labelNames.installation];
  if (!installation) return `${name}, which was not made by Slipway`;
  const owner = `${labels?.[labelNames.namespace] ?? ''}/${labels?.[labelNames.name] ?? ''}`;
  return `${name}, which belongs to ${owner} of the installation ${installation}`;
}
