import type { Kind, PrinterColumn, ScalePaths } from './meta/kind.ts';
import type { Schema, ValidationRule } from './meta/schema.ts';

/** A CustomResourceDefinition of `apiextensions.k8s.io/v1`, as far as Slipway's kinds need it. */
export interface CustomResourceDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: Kind['scope'];
    readonly names: {
      readonly kind: string;
      readonly listKind: string;
      readonly plural: string;
      readonly singular: string;
      readonly shortNames: readonly string[];
      readonly categories: readonly string[];
    };
    readonly versions: readonly CustomResourceVersion[];
  };
}

export interface CustomResourceVersion {
  readonly name: string;
  readonly served: true;
  readonly storage: true;
  readonly schema: { readonly openAPIV3Schema: Schema };
  readonly subresources?: { readonly status?: Readonly<Record<string, never>>; readonly scale?: ScalePaths };
  readonly additionalPrinterColumns?: readonly CustomResourceColumn[];
  readonly selectableFields?: readonly { readonly jsonPath: string }[];
}

interface CustomResourceColumn {
  readonly name: string;
  readonly type: PrinterColumn['type'];
  readonly jsonPath: string;
  readonly description?: string;
  readonly priority?: number;
}

/** A schema may speak of no more of metadata than name and generateName, so the length of a name is a rule of the root. */
function nameRule(longest: number): ValidationRule {
  return {
    rule: `self.metadata.name.size() <= ${longest}`,
    message: `metadata.name must be no more than ${longest} characters`,
  };
}

const dotRule: ValidationRule = {
  rule: "!self.metadata.name.contains('.')",
  message: 'metadata.name must have no dots: machines are named after it',
};

function rootSchema({ schema, maxNameLength, nameWithoutDots }: Kind): Schema {
  const named = [
    ...(maxNameLength === undefined ? [] : [nameRule(maxNameLength)]),
    ...(nameWithoutDots === true ? [dotRule] : []),
  ];
  const rules = [...named, ...(schema['x-kubernetes-validations'] ?? [])];
  return {
    ...schema,
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      ...schema.properties,
    },
    ...(rules.length === 0 ? {} : { 'x-kubernetes-validations': rules }),
  };
}

function columnOf({ name, type, path, description, priority }: PrinterColumn): CustomResourceColumn {
  return {
    name,
    type,
    jsonPath: path,
    ...(description === undefined ? {} : { description }),
    ...(priority === undefined ? {} : { priority }),
  };
}

function subresourcesOf({ statusSubresource, scale }: Kind): Pick<CustomResourceVersion, 'subresources'> {
  if (!statusSubresource && scale === undefined) return {};
  return {
    subresources: { ...(statusSubresource ? { status: {} } : {}), ...(scale === undefined ? {} : { scale }) },
  };
}

/** The CustomResourceDefinition under which a kube-apiserver serves a kind as the embedded engine does. Pure. */
export function crdOf(kind: Kind): CustomResourceDefinition {
  const { group, version, scope, plural, singular, shortNames, categories, columns, selectableFields } = kind;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind: kind.kind, listKind: `${kind.kind}List`, plural, singular, shortNames, categories },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: rootSchema(kind) },
          ...subresourcesOf(kind),
          additionalPrinterColumns: columns.map(columnOf),
          ...(selectableFields === undefined
            ? {}
            : { selectableFields: selectableFields.map((path) => ({ jsonPath: `.${path}` })) }),
        },
      ],
    },
  };
}
