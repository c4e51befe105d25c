import { linesOf } from '../prove/read-evidence.ts';

/** Keys of a trail's bucket that somebody listed, or what is wrong with the list. */
export type ReadManifest =
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'bad'; readonly problems: readonly string[] };

/** Where a trail delivers: `AWSLogs/` lies below the prefix, which ends in no slash and may be empty. */
type Trail = { readonly bucket: string; readonly prefix: string };

const MOST_PROBLEMS = 10;

/**
 * Reads a list of objects, one a line: a key, `s3://bucket/key`, or a line of S3 Inventory in CSV, whose
 * first two fields are the bucket and the key, URL-encoded (S3 user guide, inventory list; read
 * 2026-11-25). Nothing of a list with a bad line is used. Files of another trail in the same bucket are bad
 * lines: that they were read would say that ours was looked at.
 */
export function readManifest(text: string, trail: Trail): ReadManifest {
  const keys: string[] = [];
  const problems: string[] = [];
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    const read = readLine(line.replace(/\r$/, ''), trail);
    if ('key' in read) keys.push(read.key);
    else problems.push(`line ${number}: ${read.problem}`);
    if (problems.length === MOST_PROBLEMS) break;
  }
  if (problems.length > 0) return { kind: 'bad', problems };
  if (keys.length === 0) return { kind: 'bad', problems: ['it names no file'] };
  return { kind: 'keys', keys };
}

type ReadLine = { readonly key: string } | { readonly problem: string };

function readLine(line: string, { bucket, prefix }: Trail): ReadLine {
  const root = `${prefix === '' ? '' : `${prefix}/`}AWSLogs/`;
  const [, csvBucket, csvKey] = /^"([^"]*)","([^"]*)"(?:,|$)/.exec(line) ?? [];
  const [, uriBucket, uriKey] = /^s3:\/\/([^/]+)\/(.+)$/.exec(line) ?? [];
  const key = csvKey === undefined ? (uriKey ?? line) : decode(csvKey);
  const named = csvBucket ?? uriBucket ?? bucket;
  if (named !== bucket) {
    return { problem: `it is in the bucket ${shown(named)}, and the trail's is ${bucket}` };
  }
  if (key === null || !key.startsWith(root) || key === root) {
    return { problem: `${shown(line)} is no key of the trail's files, ${root}...` };
  }
  return { key };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
