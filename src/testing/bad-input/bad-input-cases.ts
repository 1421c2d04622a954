import type { BadInputCase } from './bad-input-case.ts';
import { artifactCases } from './cases/artifact-cases.ts';
import { machineCases } from './cases/machine-cases.ts';
import { networkCases } from './cases/network-cases.ts';
import { providerCases } from './cases/provider-cases.ts';
import { optionCases } from './cases/option-cases.ts';
import { referenceCases } from './cases/reference-cases.ts';
import { shapeCases } from './cases/shape-cases.ts';
import { yamlCases } from './cases/yaml-cases.ts';

/** The table: every file that must be refused. */
export const badInputCases: readonly BadInputCase[] = [
  ...yamlCases,
  ...shapeCases,
  ...networkCases,
  ...machineCases,
  ...providerCases,
  ...optionCases,
  ...artifactCases,
  ...referenceCases,
];
