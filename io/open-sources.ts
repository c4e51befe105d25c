import type { Window } from '../core/judge/in-window.ts';
import { type Found as FoundHere, findLogs } from './find-logs.ts';
import type { Unzipped } from './unzip.ts';

/** An object in a bucket that is named like a log. */
type FoundObject = {
  readonly kind: 'object';
  readonly shown: string;
  /** Bytes, as it was listed. */
  readonly size: number;
  /** As it lies there, packed or not. */
  readonly fetch: () => Promise<Unzipped>;
};

/** What a source holds: files and objects to be read, and what is not looked at or could not be. */
export type Found = FoundHere | FoundObject;

/** How buckets are reached, as every tool of AWS takes it. */
export type SourceOptions = {
  readonly endpointUrl?: string | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Only what was delivered while events of this time may have been; of folders everything is read. */
  readonly window?: Window | undefined;
};

const BUCKET = /^s3:\/\//i;

/**
 * Everything that logs are read from, one after the other: files, folders and `s3://bucket/prefix`.
 * Nothing throws: what cannot be looked at is a gap. Clients of AWS are loaded for buckets only.
 */
export async function* openSources(
  sources: readonly string[],
  options: SourceOptions,
  signal: AbortSignal,
): AsyncGenerator<Found> {
  yield* findLogs(sources.filter((source) => !BUCKET.test(source)));
  const buckets = sources.filter((source) => BUCKET.test(source));
  if (buckets.length === 0) return;
  const { findObjects } = await import('./find-objects.ts');
  yield* findObjects([...new Set(buckets)].sort(), options, signal);
}
