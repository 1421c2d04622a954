import { Environment } from '@marcbachmann/cel-js';
import type { RE2JS } from 're2js';
import { listLibrary } from './list-library.ts';
import { networkLibrary } from './network-library.ts';
import { quantityLibrary } from './quantity-library.ts';
import { stringLibrary } from './string-library.ts';
import { urlLibrary } from './url-library.ts';

/** Far above what a rule needs, far below what would take long. */
const limits = { maxAstNodes: 2000, maxDepth: 64 };

/** A CEL environment with Kubernetes' libraries. `compile` gives a linear-time regular expression. */
export function createCelEnvironment(compile: (pattern: string) => RE2JS): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false, limits })
    .registerVariable('self', 'dyn')
    .registerVariable('oldSelf', 'dyn');
  networkLibrary(environment);
  quantityLibrary(environment);
  urlLibrary(environment);
  listLibrary(environment);
  stringLibrary(environment, compile);
  return environment;
}
