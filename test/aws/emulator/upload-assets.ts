import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOf, type Place } from './client-of.ts';
import { ACCOUNT } from './emulator-env.ts';

type Assets = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: string };
        readonly destinations: Readonly<
          Record<string, { readonly bucketName: string; readonly objectKey: string }>
        >;
      }
    >
  >;
};

/** Does what `cdk deploy` does before a stack: the code of each function, zipped, into the bootstrap bucket. */
export async function uploadAssets(
  assembly: string,
  stackName: string,
  place: Place,
  python: string,
): Promise<void> {
  const s3 = new S3Client({ ...clientOf(place), forcePathStyle: true });
  const assets: Assets = JSON.parse(
    readFileSync(join(assembly, `${stackName}.assets.json`), 'utf8'),
  );
  for (const { source, destinations } of Object.values(assets.files)) {
    if (source.packaging !== 'zip') continue;
    const body = zip(join(assembly, source.path), python);
    for (const { bucketName, objectKey } of Object.values(destinations)) {
      const Bucket = bucketName.replace(/\$\{AWS::AccountId\}/, ACCOUNT);
      await s3.send(new CreateBucketCommand({ Bucket })).catch(() => undefined);
      await s3.send(new PutObjectCommand({ Bucket, Key: objectKey, Body: body }));
    }
  }
}

function zip(folder: string, python: string): Buffer {
  const temporary = mkdtempSync(join(tmpdir(), 'geofence-zip-'));
  try {
    const file = join(temporary, 'code.zip');
    execFileSync(python, ['-m', 'zipfile', '-c', file, ...readdirSync(folder)], { cwd: folder });
    return readFileSync(file);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
