/** Name of the MachineImage of a release for one provider type and architecture. */
export function machineImageName(release: string, provider: string, architecture: string): string {
  return `${release}-${provider}-${architecture}`;
}
