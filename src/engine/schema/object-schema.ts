import type { Kind } from '#api/meta/kind.ts';
import type { Schema } from '#api/meta/schema.ts';
import { metadataSchema } from './metadata-schema.ts';

/** The schema of whole objects of a kind: its own schema with apiVersion, kind and metadata added. */
export function objectSchema(kind: Kind): Schema {
  return {
    ...kind.schema,
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: metadataSchema,
      ...kind.schema.properties,
    },
  };
}
