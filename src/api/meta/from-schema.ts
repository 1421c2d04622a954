import type { Schema } from './schema.ts';

type RequiredNames<S extends Schema> = S['required'] extends readonly (infer N)[] ? N : never;

type Properties<P extends { readonly [name: string]: Schema }, R> = {
  readonly [K in keyof P as K extends R ? K : P[K] extends { readonly default: unknown } ? K : never]: FromSchema<P[K]>;
} & {
  readonly [K in keyof P as K extends R ? never : P[K] extends { readonly default: unknown } ? never : K]?:
    | FromSchema<P[K]>
    | undefined;
};

/**
 * The TypeScript type of a stored object that a {@link Schema} literal accepts.
 * A field with a default is present in every stored object, so its type is not optional.
 */
export type FromSchema<S extends Schema> = S extends { readonly 'x-kubernetes-int-or-string': true }
  ? number | string
  : S extends { readonly enum: readonly (infer E)[] }
    ? E
    : S['type'] extends 'string'
      ? string
      : S['type'] extends 'integer' | 'number'
        ? number
        : S['type'] extends 'boolean'
          ? boolean
          : S['type'] extends 'array'
            ? S extends { readonly items: infer I extends Schema }
              ? readonly FromSchema<I>[]
              : readonly unknown[]
            : S extends { readonly properties: infer P extends { readonly [name: string]: Schema } }
              ? Properties<P, RequiredNames<S>>
              : S extends { readonly additionalProperties: infer A extends Schema }
                ? { readonly [key: string]: FromSchema<A> }
                : { readonly [key: string]: unknown };
