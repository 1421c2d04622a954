import { ApiError } from '#api/meta/api-error.ts';

/** A form an answer may take: an encoding, and what the object is turned into first. */
export interface Format {
  readonly encoding: 'json' | 'yaml';
  /** E.g. `Table`; absent: the object itself. */
  readonly as?: string;
  readonly group?: string;
  readonly version?: string;
}

export interface Conversion {
  readonly as: string;
  readonly group: string;
  readonly version: string;
}

interface Range {
  readonly type: string;
  readonly parameters: { readonly [name: string]: string };
  readonly quality: number;
}

/** The first form of those the client accepts that can be given; NotAcceptable when there is none. */
export function negotiate(accept: string | undefined, conversions: readonly Conversion[] = []): Format {
  if (accept === undefined || accept.trim() === '') return { encoding: 'json' };
  const ranges = accept.split(',').map(parseRange);
  for (const range of ranges.toSorted((a, b) => b.quality - a.quality)) {
    const encoding = encodingOf(range.type);
    if (encoding === undefined || range.quality === 0) continue;
    const { as, g: group, v: version } = range.parameters;
    if (as === undefined) return { encoding };
    const conversion = conversions.find((one) => one.as === as && one.group === group && one.version === version);
    if (conversion) return { encoding, ...conversion };
  }
  throw new ApiError(
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml',
  );
}

function encodingOf(type: string): Format['encoding'] | undefined {
  if (type === 'application/yaml') return 'yaml';
  return type === 'application/json' || type === 'application/*' || type === '*/*' ? 'json' : undefined;
}

function parseRange(text: string): Range {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim());
  const parameters = Object.fromEntries(
    rest.map((part) => {
      const equals = part.indexOf('=');
      return [
        part.slice(0, Math.max(0, equals)).trim(),
        part
          .slice(equals + 1)
          .trim()
          .replace(/^"|"$/g, ''),
      ];
    }),
  );
  const quality = Number(parameters['q'] ?? 1);
  return { type: type.toLowerCase(), parameters, quality: Number.isNaN(quality) ? 0 : quality };
}
