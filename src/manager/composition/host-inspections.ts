import type { HostInspections } from '#capabilities/host-inspections.ts';
import { clock } from '#platform/clock.ts';
import { timers } from '#platform/timers.ts';

/** What images and providers look for on this machine; each is loaded when it is asked. */
export const hostInspections: HostInspections = {
  buildTools: async () => (await import('#images/inspect-build-host.ts')).inspectBuildHost(),
  engine: async (socket) =>
    (await import('#providers/docker/inspect-engine.ts')).inspectEngine(socket, { clock, timers }),
};
