import type Dockerode from 'dockerode';

/** When a volume was made, RFC 3339 UTC: the engine tells it, the client's types do not know the field. */
export function volumeCreated(volume: Dockerode.VolumeInspectInfo): string {
  const told =
    'CreatedAt' in volume && typeof volume.CreatedAt === 'string' ? volume.CreatedAt : '1970-01-01T00:00:00Z';
  return new Date(told).toISOString();
}
