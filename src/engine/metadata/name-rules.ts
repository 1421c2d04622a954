const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const configKey = /^[-._a-zA-Z0-9]+$/;
const pathSegment = /^[^/%]+$/;

const subdomainSentence =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const labelSentence =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const qualifiedSentence =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

/** Kubernetes' rules for names; each gives the sentence that says what is wrong, or undefined. */
export const nameRules = {
  subdomain(text: string, maxLength = 253): string | undefined {
    if (text.length > maxLength) return `must be no more than ${maxLength} characters`;
    return subdomain.test(text) ? undefined : subdomainSentence;
  },

  label(text: string): string | undefined {
    if (text.length > 63) return 'must be no more than 63 characters';
    return label.test(text) ? undefined : labelSentence;
  },

  /** Names that need only be one segment of a URL path: RBAC roles have them. */
  pathSegment(text: string): string | undefined {
    return pathSegment.test(text) && text !== '.' && text !== '..'
      ? undefined
      : "may not be '.' or '..' or contain '/' or '%'";
  },

  /** Keys of labels, annotations and finalizers. */
  qualified(text: string): string | undefined {
    const slash = text.indexOf('/');
    const name = text.slice(slash + 1);
    if (slash === 0) return 'prefix part must be non-empty';
    if (slash > 0) {
      const problem = nameRules.subdomain(text.slice(0, slash));
      if (problem) return `prefix part ${problem}`;
    }
    if (name === '') return 'name part must be non-empty';
    if (name.length > 63) return 'name part must be no more than 63 bytes';
    return qualified.test(name) ? undefined : qualifiedSentence;
  },

  labelValue(text: string): string | undefined {
    if (text.length > 63) return 'must be no more than 63 bytes';
    if (text === '' || qualified.test(text)) return undefined;
    return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  },

  configKey(text: string): string | undefined {
    if (text.length > 253) return 'must be no more than 253 characters';
    return configKey.test(text) && text !== '.' && text !== '..'
      ? undefined
      : "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  },
};
