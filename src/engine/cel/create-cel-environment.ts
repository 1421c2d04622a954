import { Environment } from '@marcbachmann/cel-js';

/** A CEL environment with Kubernetes' libraries. `matches` is the regular expression engine to use. */
export function createCelEnvironment(matches: (text: string, pattern: string) => boolean): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
    .registerVariable('self', 'dyn')
    .registerVariable('oldSelf', 'dyn');
  environment.registerFunction('string.re2Matches(string): bool', matches, { async: false });
  return environment;
}
