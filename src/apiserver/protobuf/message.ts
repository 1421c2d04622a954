/** How a field is written: scalars, times, maps from text, and messages; lists repeat their field. */
export type FieldType =
  | 'string'
  | 'bool'
  | 'integer'
  | 'bytes'
  | 'time'
  | 'microTime'
  | { readonly map: 'string' | 'bytes' }
  | { readonly message: Message }
  | { readonly list: 'string' | Message };

/** A protobuf message: the fields that are read, by number, with their names in JSON. All others are passed over. */
export interface Message {
  readonly [number: number]: readonly [name: string, type: FieldType];
}
