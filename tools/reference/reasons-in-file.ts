import { type Expression, type Function as FunctionNode, type ObjectExpression, Visitor } from 'oxc-parser';
import type { SourceFile } from '../architecture/source-file.ts';
import { literalsOf, type Meaning } from './literals-of.ts';
import type { SaidReason } from './said-reason.ts';

/** Names of parameters and properties that hold a reason. */
export type ReasonNames = ReadonlySet<string>;

/** System calls have codes of their own, all in capitals. */
const pascalCase = /^[A-Z][a-z][A-Za-z]*\*?$/;

type Parameters = Pick<FunctionNode, 'params'>['params'];

function parameterNames(parameters: Parameters): readonly string[] {
  return parameters.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : ''));
}

/** Functions, methods and classes of a file by name, with the names of their parameters. */
function callables(file: SourceFile): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let owner = '';
  new Visitor({
    FunctionDeclaration({ id, params }) {
      if (id) found.set(id.name, parameterNames(params));
    },
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && init?.type === 'ArrowFunctionExpression') {
        found.set(id.name, parameterNames(init.params));
      }
    },
    ClassDeclaration({ id }) {
      owner = id?.name ?? '';
    },
    MethodDefinition({ kind, key, value }) {
      const name = key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : '';
      found.set(kind === 'constructor' ? owner : name, parameterNames(value.params));
    },
  }).visit(file.program);
  return found;
}

interface Call {
  readonly callee: string;
  readonly inputs: readonly Expression[];
  readonly start: number;
}

function callsOf(file: SourceFile): readonly Call[] {
  const found: Call[] = [];
  const note = (callee: Expression, inputs: readonly { readonly type: string }[], start: number): void => {
    const property = callee.type === 'MemberExpression' ? callee.property : callee;
    if (property.type !== 'Identifier' && property.type !== 'PrivateIdentifier') return;
    found.push({
      callee: property.name,
      inputs: inputs.filter((input): input is Expression => input.type !== 'SpreadElement'),
      start,
    });
  };
  new Visitor({
    CallExpression: (node) => note(node.callee, node.arguments, node.start),
    NewExpression: (node) => note(node.callee, node.arguments, node.start),
  }).visit(file.program);
  return found;
}

function meaningIn(file: SourceFile, known: ReadonlyMap<string, readonly string[]>, calls: readonly Call[]): Meaning {
  const values = new Map<string, Expression[]>();
  const add = (name: string, value: Expression): void => {
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && init) add(id.name, init);
    },
  }).visit(file.program);
  for (const { callee, inputs } of calls) {
    known.get(callee)?.forEach((name, index) => {
      const input = inputs[index];
      if (input !== undefined) add(name, input);
    });
  }
  return (name) => values.get(name) ?? [];
}

function propertyOf(object: ObjectExpression, name: string): Expression | undefined {
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
    if (property.key.name === name) return property.value;
  }
  return undefined;
}

/**
 * Every reason a file says: in a property that is named for it, or as the parameter so named of a function of the file or of a
 * class from `classes`. Reasons that are only passed on are found where they are first said.
 */
export function reasonsInFile(
  file: SourceFile,
  names: ReasonNames,
  classes: ReadonlyMap<string, readonly string[]>,
): readonly SaidReason[] {
  const own = callables(file);
  const calls = callsOf(file);
  const meaning = meaningIn(file, own, calls);
  const found: SaidReason[] = [];
  const say = (value: Expression, rest: (index: number) => Pick<SaidReason, 'condition' | 'outcome'>): void => {
    literalsOf(value, meaning).forEach((reason, index) => {
      if (pascalCase.test(reason))
        found.push({ reason, file: file.path, line: file.lineOf(value.start), ...rest(index) });
    });
  };
  const only = (object: ObjectExpression, name: string): readonly string[] => {
    const value = propertyOf(object, name);
    if (value === undefined) return [];
    // A name that several functions of a file give a value of their own means the one that stands last before it.
    return literalsOf(value, (name) =>
      meaning(name)
        .filter(({ start }) => start < value.start)
        .slice(-1),
    );
  };
  new Visitor({
    ObjectExpression(object) {
      const name = [...names].find((candidate) => propertyOf(object, candidate) !== undefined);
      const value = name === undefined ? undefined : propertyOf(object, name);
      if (value === undefined) return;
      const type = only(object, 'type').at(-1);
      const statuses = only(object, 'status');
      const [outcome] = only(object, 'outcome');
      say(value, (index) => {
        const status = statuses[index] ?? statuses[0];
        return { outcome, condition: type === undefined || status === undefined ? undefined : { type, status } };
      });
    },
  }).visit(file.program);
  for (const { callee, inputs } of calls) {
    const parameters = own.get(callee) ?? classes.get(callee) ?? [];
    const value = inputs[parameters.findIndex((parameter) => names.has(parameter))];
    if (value !== undefined) say(value, () => ({ outcome: undefined, condition: undefined }));
  }
  return found;
}
