import type { ErrorCode } from 'yaml';

/** What the parser's findings mean to a person. None quotes the text, which may hold a secret. */
const sentences: { readonly [code in ErrorCode]?: string } = {
  BAD_ALIAS: 'this alias (*) names nothing that an anchor (&) before it made',
  BAD_DQ_ESCAPE: 'this escape sequence means nothing: write \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'is indented by another number of spaces than what it belongs to',
  BAD_SCALAR_START: 'a value cannot begin with this character: put it in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'two keys on one line, or a colon within a value: begin a new line, or put the value in quotes',
  BLOCK_IN_FLOW: 'a block cannot stand within brackets or braces: close them first, or write it in brackets too',
  MULTILINE_IMPLICIT_KEY: 'a key and its value are separated by a colon and a space, and this one has none',
  RESOURCE_EXHAUSTION: 'is nested deeper than anything an object needs: flatten it',
  TAB_AS_INDENT: 'is indented with a tab: use spaces',
  TAG_RESOLVE_FAILED: 'this tag (!) means nothing here: leave it out',
};

/** The sentence for an error that the parser found. */
export function yamlSentence(code: ErrorCode, message: string): string {
  if (message.startsWith('Flow')) return 'a bracket or brace before it is not closed';
  const known = sentences[code];
  if (known !== undefined) return known;
  if (code === 'MISSING_CHAR' && message.includes('quote')) return 'a quote is opened before it and not closed';
  return 'is no YAML: something before it is not closed, or a colon, comma or dash is missing';
}
