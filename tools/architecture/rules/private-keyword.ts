import { Visitor } from 'oxc-parser';
import type { FileRule } from '../rule.ts';

/** `private` and `protected` are promises of the compiler only; `#name` is kept at run time. */
export const privateKeyword: FileRule = {
  name: 'private-keyword',
  check(file, _project, report) {
    const judge = (node: { readonly accessibility?: string | null; readonly start: number }): void => {
      if (node.accessibility !== 'private' && node.accessibility !== 'protected') return;
      report(file.lineOf(node.start), `'${node.accessibility}' holds only in the compiler: use #name or a closure`);
    };
    new Visitor({ MethodDefinition: judge, PropertyDefinition: judge, TSParameterProperty: judge }).visit(file.program);
  },
};
