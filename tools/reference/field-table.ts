import type { Schema } from '#api/meta/schema.ts';
import { markdownTable as table } from './markdown-table.ts';
import { schemaFields } from './schema-fields.ts';

function typeOf(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string']) return 'integer or string';
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.additionalProperties) return `map of ${typeOf(schema.additionalProperties)}`;
  return schema.format === 'date-time' ? 'time' : (schema.type ?? 'any');
}

function boundsOf(schema: Schema): string {
  const range = (least: number | undefined, most: number | undefined, what: string): readonly string[] => {
    if (least === undefined && most === undefined) return [];
    if (least !== undefined && least === most) return [`${least}${what}`];
    if (most === undefined) return [`at least ${least}${what}`];
    return [least === undefined ? `at most ${most}${what}` : `${least} to ${most}${what}`];
  };
  const keys = schema['x-kubernetes-list-map-keys'];
  return [
    ...(schema.enum ? [schema.enum.map((value) => `\`${String(value)}\``).join(', ')] : []),
    ...range(schema.minimum, schema.maximum, ''),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...range(schema.minProperties, schema.maxProperties, ' entries'),
    ...(schema.pattern === undefined ? [] : [`\`${schema.pattern.replaceAll('|', '\\|')}\``]),
    ...(keys ? [`unique by ${keys.join(', ')}`] : []),
    ...(schema['x-kubernetes-list-type'] === 'set' ? ['no item twice'] : []),
  ].join('; ');
}

/** The fields below a schema as a table: path, type, default, what is allowed, what it says. */
export function fieldTable(path: string, schema: Schema): readonly string[] {
  const [, ...fields] = schemaFields(path, schema);
  const rows = fields.map((field) => {
    const fallback = field.schema.default === undefined ? '' : `\`${JSON.stringify(field.schema.default)}\``;
    const description = field.schema.description ?? '';
    return [
      `\`${field.path}\``,
      typeOf(field.schema),
      field.required ? '**required**' : fallback,
      boundsOf(field.schema),
      description,
    ];
  });
  return table(['field', 'type', 'default', 'allowed', 'says'], rows);
}
