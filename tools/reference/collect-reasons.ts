import { Visitor } from 'oxc-parser';
import type { SourceFile } from '../architecture/source-file.ts';
import { reasonsInFile } from './reasons-in-file.ts';
import type { SaidReason } from './said-reason.ts';

/** Where reasons are first said, by what the property or parameter that holds one is called there. */
const places: readonly { readonly below: RegExp; readonly names: ReadonlySet<string> }[] = [
  { below: /^src\/(controllers|runtime|domain\/scaling|providers\/docker)\//, names: new Set(['reason']) },
  { below: /^src\/manager\/\w+\/[\w-]+-gate\.ts$/, names: new Set(['reason']) },
  { below: /^src\/(images|platform\/tasks)\//, names: new Set(['code']) },
];
const tests = /\.test\.ts$|\/(testing|conformance)\//;
/** Errors whose names never become a reason: what they carry does. */
const carriers: ReadonlySet<string> = new Set(['Refusal', 'WorkloadUnreachable']);
/** Errors whose first parameter is reported with a prefix, which stands where they are described. */
const prefixed: readonly string[] = ['ApiError', 'ProviderError'];
const providerErrors = 'src/providers/contract/provider-error.ts';

/** Parameter names of the constructors of classes that are used outside their own file. */
function constructors(files: Iterable<SourceFile>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const file of files) {
    let owner = '';
    new Visitor({
      ClassDeclaration({ id }) {
        owner = id?.name ?? '';
      },
      MethodDefinition({ kind, value }) {
        if (kind !== 'constructor') return;
        found.set(
          owner,
          value.params.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : '')),
        );
      },
    }).visit(file.program);
  }
  for (const name of prefixed) found.delete(name);
  return found;
}

/** The names errors of the runtime give themselves: what is thrown is reported under its name. */
function errorNames(file: SourceFile): readonly SaidReason[] {
  const found: SaidReason[] = [];
  new Visitor({
    AssignmentExpression({ left, right, start }) {
      const named = left.type === 'MemberExpression' && left.property.type === 'Identifier' ? left.property.name : '';
      if (named !== 'name' || right.type !== 'Literal' || typeof right.value !== 'string') return;
      if (carriers.has(right.value)) return;
      const line = file.lineOf(start);
      found.push({ reason: right.value, file: file.path, line, outcome: 'threw', condition: undefined });
    },
  }).visit(file.program);
  return found;
}

/** The members of the closed set of a provider's errors. */
function providerCodes(file: SourceFile | undefined): readonly string[] {
  const codes: string[] = [];
  if (file === undefined) return codes;
  new Visitor({
    TSTypeAliasDeclaration({ id, typeAnnotation }) {
      if (id.name !== 'ProviderErrorCode' || typeAnnotation.type !== 'TSUnionType') return;
      for (const member of typeAnnotation.types) {
        if (member.type !== 'TSLiteralType' || member.literal.type !== 'Literal') continue;
        if (typeof member.literal.value === 'string') codes.push(member.literal.value);
      }
    },
  }).visit(file.program);
  return codes;
}

/** Every reason the product says, in order of files. `Api*` stands for the reasons of Kubernetes' own refusals. */
export function collectReasons(files: ReadonlyMap<string, SourceFile>): readonly SaidReason[] {
  const classes = constructors(files.values());
  const codes = providerCodes(files.get(providerErrors));
  return [...files.values()].flatMap((file) => {
    const place = places.find(({ below }) => below.test(file.path));
    if (place === undefined || tests.test(file.path)) return [];
    const said = reasonsInFile(file, place.names, classes).flatMap((one) =>
      one.reason === 'Provider*' ? codes.map((code) => ({ ...one, reason: `Provider${code}` })) : [one],
    );
    return file.path.startsWith('src/runtime/') ? [...said, ...errorNames(file)] : said;
  });
}
