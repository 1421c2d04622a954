const warning = /299 (?:-|[^ "]+) "((?:[^"\\]|\\.)*)"/g;

/** The texts of `Warning` headers (RFC 7234, code 299), which may be several in one line. */
export function readWarnings(header: string | readonly string[] | undefined): readonly string[] {
  const lines = header === undefined ? [] : typeof header === 'string' ? [header] : header;
  return lines.flatMap((line) => [...line.matchAll(warning)].map((found) => unescape(found[1] ?? '')));
}

/** Undoes the quoting; servers send UTF-8 although headers are read as Latin-1. */
function unescape(text: string): string {
  return Buffer.from(text.replace(/\\(.)/g, '$1'), 'latin1').toString('utf8');
}
