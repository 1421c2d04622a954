import ipaddr from 'ipaddr.js';

const dateTime = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const uuid = /^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$/;
const duration = /^[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const hostname =
  /^(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const uri = /^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$/;
const email = /^[^\s@]+@[^\s@]+$/;
const mac = /^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/;

const checks: { readonly [format: string]: (text: string) => boolean } = {
  'date-time': (text) => isDateTime(text),
  datetime: (text) => isDateTime(text),
  date: (text) => isDate(date.exec(text)),
  uuid: (text) => uuid.test(text),
  duration: (text) => duration.test(text) || text === '0',
  byte: (text) => base64.test(text),
  hostname: (text) => hostname.test(text),
  ipv4: (text) => ipaddr.IPv4.isValidFourPartDecimal(text),
  ipv6: (text) => ipaddr.IPv6.isValid(text),
  cidr: (text) => ipaddr.isValidCIDR(text),
  uri: (text) => uri.test(text),
  email: (text) => email.test(text),
  mac: (text) => mac.test(text),
};

/** Whether text has a format of a schema. Formats that Kubernetes does not know are no constraint. */
export function hasFormat(text: string, format: string): boolean {
  return checks[format]?.(text) ?? true;
}

function isDateTime(text: string): boolean {
  const parts = dateTime.exec(text);
  if (!isDate(parts)) return false;
  return Number(parts?.[4]) < 24 && Number(parts?.[5]) < 60 && Number(parts?.[6]) <= 60;
}

function isDate(parts: RegExpExecArray | null): boolean {
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
