const reserved = new Set([
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);

const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The identifier by which CEL rules reach a property, escaped as Kubernetes does (`x-y` is `x__dash__y`). */
export function celName(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  if (plain.test(name) && !name.includes('__')) return name;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
