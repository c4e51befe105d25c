import type { Context, ContextName } from './context.ts';
import type { TrailAddress } from './deployment.ts';

type Refuse = (name: ContextName, code: string, allowed: string, fix: string) => void;

const PLACE = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const KEY = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

/** Reads where the trail lies; null where nobody named it, or where it is wrong, which is said. */
export function checkTrail(context: Context, refuse: Refuse): TrailAddress | null {
  const text = (name: ContextName) => String(context[name] ?? '').trim();
  const [trail, roleArn, keyArn] = [text('trail'), text('trailRole'), text('trailKey')];
  const [, bucket, path = ''] = PLACE.exec(trail) ?? [];
  if (trail !== '' && bucket === undefined) {
    refuse(
      'trail',
      'place',
      's3://bucket/prefix',
      "name the bucket that holds the trail's AWSLogs/",
    );
  }
  if (roleArn !== '' && !ROLE.test(roleArn)) {
    refuse('trailRole', 'role', 'the ARN of a role', 'name a role that may read the bucket');
  }
  if (keyArn !== '' && !KEY.test(keyArn)) {
    refuse('trailKey', 'key', 'the ARN of a KMS key', 'name the key that encrypts the log files');
  }
  if (trail === '' && (roleArn !== '' || keyArn !== '')) {
    refuse('trail', 'no-trail', 's3://bucket/prefix', 'name the trail that role or key are for');
  }
  if (bucket === undefined) return null;
  return {
    bucket,
    /** Whoever copies the address from a console takes `AWSLogs/` along. */
    prefix: path.replace(/(?:^|\/)AWSLogs(?:\/.*)?$/, '').replace(/\/+$/, ''),
    roleArn: roleArn === '' ? null : roleArn,
    keyArn: keyArn === '' ? null : keyArn,
  };
}
