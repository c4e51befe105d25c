/** What the name of a file in a trail's bucket says. Times are UTC epoch milliseconds. */
export type TrailFileName =
  | {
      readonly kind: 'log';
      readonly accountId: string;
      readonly region: string;
      /** When CloudTrail made the file; its records may be from any earlier time. */
      readonly deliveredMs: number;
    }
  | {
      readonly kind: 'digest';
      readonly accountId: string;
      readonly region: string;
      readonly endMs: number;
      /** Names the chain: account, Region, trail, home Region, and whether it was filled in later. */
      readonly chain: string;
    };

const LOG = /^(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{8}T\d{4})Z_[A-Za-z0-9]+\.json$/;
const DIGEST =
  /^(\d{12})_CloudTrail-Digest_([a-z0-9-]+)_(.+)_([a-z0-9-]+)_(\d{8}T\d{6})Z(_backfill)?\.json$/;

/**
 * Reads the last part of a key or path, packed or not; null for every other file. A digest's chain is of
 * one account, Region and trail; digests that were filled in later have a chain of their own.
 * Source: CloudTrail user guide, "log file names" and "digest file structure" (read 2026-11-23).
 */
export function readTrailFileName(path: string): TrailFileName | null {
  const name = trailNameOf(path);
  const [, logAccount, logRegion, delivered] = LOG.exec(name) ?? [];
  if (logAccount !== undefined && logRegion !== undefined && delivered !== undefined) {
    const deliveredMs = momentOf(delivered);
    if (Number.isNaN(deliveredMs)) return null;
    return { kind: 'log', accountId: logAccount, region: logRegion, deliveredMs };
  }
  const [, accountId, region, trail, home, end, backfill = ''] = DIGEST.exec(name) ?? [];
  if (accountId === undefined || region === undefined || end === undefined) return null;
  const endMs = momentOf(end);
  if (Number.isNaN(endMs)) return null;
  const chain = `${accountId} ${region} ${trail} ${home}${backfill === '' ? '' : ' backfill'}`;
  return { kind: 'digest', accountId, region, endMs, chain };
}

/** The last part of a key or path, without `.gz`: the same wherever a file was copied to. */
export function trailNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.gz$/, '');
}

/** "20261103T0745" or "20261103T074500" */
function momentOf(text: string): number {
  const [, year, month, day, hour, minute, second = '00'] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
