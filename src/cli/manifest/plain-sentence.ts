/** Types as a schema calls them, and as a person does. */
const types: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'nothing',
};

function plainType(type: string): string {
  return types[type] ?? type;
}

function wrongType(expected: string, found: string): string {
  const quotes = expected === 'string' && /^(integer|number|boolean)$/.test(found) ? ': put it in quotes' : '';
  if (expected === 'integer' && found === 'number') return 'must be a whole number, not a fraction';
  return `must be ${plainType(expected)}, not ${plainType(found)}${quotes}`;
}

interface Form {
  readonly pattern: RegExp;
  say(found: readonly string[]): string;
}

function count(number: string, thing: string): string {
  return `${number} ${thing}${number === '1' ? '' : 's'}`;
}

const value = String.raw`("(?:[^"\\]|\\.)*"|\S+)`;

/** The forms in which Kubernetes refuses a field, and the sentence each is for a person. */
const forms: readonly Form[] = [
  {
    pattern: /^.* in body must be of type (\w+): "(\w+)"$/s,
    say: ([expected = '', found = '']) => wrongType(expected, found),
  },
  {
    pattern: new RegExp(`^Invalid value: ${value}: .* in body should be greater than or equal to (\\S+)$`, 's'),
    say: ([found, least]) => `must be at least ${least}, not ${found}`,
  },
  {
    pattern: new RegExp(`^Invalid value: ${value}: .* in body should be less than or equal to (\\S+)$`, 's'),
    say: ([found, most]) => `must be at most ${most}, not ${found}`,
  },
  { pattern: /in body should be at least 1 chars long$/, say: () => 'must not be empty' },
  {
    pattern: /in body should be at least (\d+) chars long$/,
    say: ([least = '']) => `must have at least ${least} characters`,
  },
  {
    pattern: /in body should have at least (\d+) items$/,
    say: ([least = '']) => `must have at least ${count(least, 'item')}`,
  },
  {
    pattern: /^Too long: may not be more than (\d+) bytes$/,
    say: ([most = '']) => `must have at most ${most} characters`,
  },
  {
    pattern: /^Too many: (\d+): must have at most (\d+) items$/,
    say: ([found, most = '']) => `must have at most ${count(most, 'item')}, not ${found}`,
  },
  {
    pattern: new RegExp(`^Invalid value: ${value}: must be no more than (\\d+) characters$`),
    say: ([, most]) => `must have at most ${most} characters`,
  },
  {
    pattern: new RegExp(`^Unsupported value: ${value}: supported values: (.+)$`),
    say: ([found, all = '']) => `must be ${all.replace(/, (?=[^,]*$)/, ' or ')}, not ${found}`,
  },
  {
    pattern: /^Duplicate value: \{"(\w+)":(.+)\}$/,
    say: ([key, found]) => `is there already: another item has the ${key} ${found}`,
  },
  { pattern: /^Duplicate value: (.+)$/s, say: ([found]) => `is there already: ${found}` },
  { pattern: /in body must be of type byte$/, say: () => 'must be base64; what is plain goes under stringData' },
  {
    pattern: /a lowercase RFC 1123 subdomain must/,
    say: () => 'must be lower-case letters, digits, dashes and dots, with a letter or digit at both ends',
  },
  { pattern: /^Required value$/, say: () => 'is missing' },
  { pattern: /^(?:Required value|Forbidden): (.+)$/s, say: ([detail = '']) => detail },
  {
    pattern: new RegExp(`^Invalid value: ${value}: .* in body should match '(.*)'$`, 's'),
    say: ([found, pattern]) => `must look like ${pattern}, not ${found}`,
  },
  {
    pattern: new RegExp(`^Invalid value: ${value}: (must (?:be|begin) [^:;]+)$`, 's'),
    say: ([found, detail]) => `${detail}, not ${found}`,
  },
  { pattern: /^Invalid value: (?:"(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|null): (.+)$/s, say: ([detail = '']) => detail },
  { pattern: /^Invalid value: (.+)$/s, say: ([detail = '']) => detail },
];

/**
 * What an API server says of a field, as a person would say it. The path, which stands before the sentence anyway,
 * and the server's classes of errors are left out; what has no known form stays as it is.
 */
export function plainSentence(message: string, field: string): string {
  const spoken = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  for (const { pattern, say } of forms) {
    const [, ...found] = pattern.exec(spoken) ?? [];
    if (pattern.test(spoken)) return say(found);
  }
  // The message of an unknown field names the field again.
  return spoken.replace(`unknown field "${field}"`, 'unknown field');
}
