import { ApiError } from '#api/meta/api-error.ts';
import { nameRules } from '../metadata/name-rules.ts';

type Labels = { readonly [key: string]: string } | undefined;
type Requirement = (labels: Labels) => boolean;

const setForm = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const equalForm = /^(\S+?)\s*(==|=|!=)\s*(\S*)$/;

/** Parses a label selector (`a=b, c in (d, e), !f`) into a judgement; BadRequest when it is malformed. */
export function labelSelector(text: string): (labels: Labels) => boolean {
  const requirements = split(text).map(parseRequirement);
  return (labels) => requirements.every((requirement) => requirement(labels));
}

/** At commas that are not between parentheses. */
function split(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseRequirement(text: string): Requirement {
  const set = setForm.exec(text);
  if (set) {
    const key = checkKey(set[1] ?? '', text);
    const values = new Set((set[3] ?? '').split(',').map((value) => checkValue(value.trim(), text)));
    if (set[2] === 'in') return (labels) => labels?.[key] !== undefined && values.has(labels[key]);
    return (labels) => labels?.[key] === undefined || !values.has(labels[key]);
  }
  const equal = equalForm.exec(text);
  if (equal) {
    const key = checkKey(equal[1] ?? '', text);
    const value = checkValue(equal[3] ?? '', text);
    return equal[2] === '!=' ? (labels) => labels?.[key] !== value : (labels) => labels?.[key] === value;
  }
  if (text.startsWith('!')) {
    const key = checkKey(text.slice(1).trim(), text);
    return (labels) => labels?.[key] === undefined;
  }
  const key = checkKey(text, text);
  return (labels) => labels?.[key] !== undefined;
}

function checkKey(key: string, text: string): string {
  if (nameRules.qualified(key) === undefined) return key;
  throw malformed(text);
}

function checkValue(value: string, text: string): string {
  if (nameRules.labelValue(value) === undefined) return value;
  throw malformed(text);
}

function malformed(text: string): ApiError {
  return new ApiError(
    'BadRequest',
    `unable to parse the label selector requirement "${text}"; write key=value, key in (a, b) or !key`,
  );
}
