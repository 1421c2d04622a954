import { ApiError } from '#api/meta/api-error.ts';
import { nameRules } from '../metadata/name-rules.ts';

type Labels = { readonly [key: string]: string } | undefined;
type Requirement = (labels: Labels) => boolean;

const token = /\s*(==|!=|[=<>!(),]|[^\s=<>!(),]+)\s*/y;
const operators = new Set(['=', '==', '!=', 'in', 'notin', '<', '>']);
/** What ends a requirement that says no more than a key. */
const ends: ReadonlySet<string | undefined> = new Set([',', undefined]);

/** Parses a label selector (`a=b, c in (d, e), !f, g>1`) into a judgement; BadRequest when it is malformed. */
export function labelSelector(text: string): (labels: Labels) => boolean {
  const requirements = new Parser(text).all();
  return (labels) => requirements.every((requirement) => requirement(labels));
}

/** Reads a selector token by token, as Kubernetes' own parser does. */
class Parser {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens =
      text.trim() === '' ? [] : [...text.matchAll(new RegExp(token, 'gy'))].map(([, found]) => found ?? '');
  }

  all(): readonly Requirement[] {
    const requirements: Requirement[] = [];
    if (this.#tokens.length === 0) return requirements;
    do requirements.push(this.#requirement());
    while (this.#next(','));
    if (this.#peek() !== undefined) throw this.#malformed();
    return requirements;
  }

  #requirement(): Requirement {
    if (this.#next('!')) {
      const key = this.#key();
      if (!ends.has(this.#peek())) throw this.#malformed();
      return (labels) => labels?.[key] === undefined;
    }
    const key = this.#key();
    const operator = this.#peek();
    if (ends.has(operator)) return (labels) => labels?.[key] !== undefined;
    if (operator === undefined || !operators.has(operator)) throw this.#malformed();
    this.#at++;
    if (operator === 'in' || operator === 'notin') return this.#oneOf(key, operator);
    return this.#compared(key, operator);
  }

  #oneOf(key: string, operator: string): Requirement {
    if (!this.#next('(')) throw this.#malformed();
    const values = new Set<string>();
    do values.add(this.#value());
    while (this.#next(','));
    if (!this.#next(')')) throw this.#malformed();
    if (operator === 'in') return (labels) => labels?.[key] !== undefined && values.has(labels[key]);
    return (labels) => labels?.[key] === undefined || !values.has(labels[key]);
  }

  #compared(key: string, operator: string): Requirement {
    const value = this.#value();
    if (operator === '=' || operator === '==') return (labels) => labels?.[key] === value;
    if (operator === '!=') return (labels) => labels?.[key] !== value;
    if (!isInteger(value)) throw this.#malformed();
    const limit = BigInt(value.replace('+', ''));
    const less = operator === '<';
    return (labels) => {
      const found = labels?.[key];
      if (found === undefined || !isInteger(found)) return false;
      return less ? BigInt(found.replace('+', '')) < limit : BigInt(found.replace('+', '')) > limit;
    };
  }

  #key(): string {
    const key = this.#tokens[this.#at++];
    if (key === undefined || nameRules.qualified(key) !== undefined) throw this.#malformed();
    return key;
  }

  /** A value may be left out, which means the empty one. */
  #value(): string {
    const value = this.#peek();
    if (value === undefined || value === ',' || value === ')') return '';
    this.#at++;
    if (nameRules.labelValue(value) !== undefined) throw this.#malformed();
    return value;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(wanted: string): boolean {
    if (this.#peek() !== wanted) return false;
    this.#at++;
    return true;
  }

  #malformed(): ApiError {
    return new ApiError(
      'BadRequest',
      `unable to parse the label selector "${this.#text}"; write key=value, key in (a, b), !key or key>1`,
    );
  }
}

function isInteger(text: string): boolean {
  return /^[-+]?\d{1,19}$/.test(text);
}
