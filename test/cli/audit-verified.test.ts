import { rmSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aCall } from '../core/judge/records.ts';
import { aTrail, type MadeTrail } from '../core/prove/a-trail.ts';
import { auditFiles } from './audit-files.ts';
import { changed, layOut } from './verify-made-trail.ts';

const TRAIL = aTrail({ hours: 3, records: () => [aCall(), aCall()] });
const [first = '', , last = ''] = TRAIL.logs;

async function audit(trail: MadeTrail) {
  const folder = layOut(trail);
  const audited = await auditFiles([folder], ['eu'], { verified: true });
  rmSync(folder, { recursive: true });
  return audited;
}

describe('audit --verified', () => {
  it('says that all of it is covered', async () => {
    const { exit, err } = await audit(TRAIL);
    expect(err).toContain('Verified: 6 of 6 calls, 3 of 3 log files, are covered');
    expect(exit).toBe(0);
  });

  it('does not count a file that was changed, and says that something is wrong', async () => {
    const text = gunzipSync(TRAIL.files.get(first) ?? '').toString();
    const forged = text.replaceAll('eu.anthropic', 'us.anthropic');
    const { exit, err } = await audit(
      changed(TRAIL, (files) => void files.set(first, gzipSync(forged))),
    );
    expect(err).toContain('Verified: 4 of 6 calls, 2 of 3 log files, are covered');
    expect(err).toContain('1 thing is wrong');
    expect(exit).toBe(2);
  });

  it('does not count what no digest names', async () => {
    const stranger = last.replace('Abc', 'Xyz');
    const { exit, err } = await audit(
      changed(TRAIL, (files) => {
        files.set(stranger, gzipSync(JSON.stringify({ Records: [aCall()] })));
      }),
    );
    expect(err).toContain('Verified: 6 of 7 calls, 3 of 4 log files, are covered');
    expect(exit).toBe(2);
  });

  it('of a bucket nothing can be said', async () => {
    const folder = layOut(TRAIL);
    const { exit, err } = await auditFiles([folder, 's3://bucket'], ['eu'], {
      verified: true,
      endpointUrl: 'http://127.0.0.1:1',
    });
    rmSync(folder, { recursive: true });
    expect(err).toContain('--verified checks a copy of the bucket in a folder');
    expect(exit).toBe(2);
  });
});
