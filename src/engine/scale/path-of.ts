/** The member names of a simple JSONPath such as `.spec.replicas`. */
export function pathOf(jsonPath: string): readonly string[] {
  return jsonPath.split('.').filter((name) => name !== '');
}
