import { describe, expect, it } from 'vitest';
import { createEvidenceJudge } from '../../cli/judge-evidence.ts';
import { isEvidenceKey } from '../../core/prove/evidence-layout.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import type { EvidenceSource, ReadEntry } from '../../io/evidence-source.ts';
import { unzip } from '../../io/unzip.ts';
import { aPolicy } from '../lambdas/a-reconcile.ts';
import { FILE } from '../lambdas/an-ingest.ts';
import { aSealedDay } from './an-evidence-folder.ts';

describe('settling what is verified', () => {
  it.each<readonly [string, ReadEntry, string]>([
    ['is gone', { kind: 'missing' }, 'it vanished'],
    ['cannot be read', { kind: 'unreadable', problem: 'permission denied' }, 'permission denied'],
  ])('an object that %s when it is read again is said', async (_, entry, why) => {
    const { policy, sha256 } = aPolicy(FILE);
    const source: EvidenceSource = { list: async function* () {}, read: async () => entry };
    const judge = createEvidenceJudge(new Map([[sha256, policy]]), source);
    for (const [key, { bytes }] of await aSealedDay()) {
      if (!isEvidenceKey(key)) continue;
      const unzipped = await unzip(bytes);
      if (unzipped.kind !== 'bytes') throw new Error(key);
      const take = judge.open({ key, versionId: null });
      for (const line of readEvidence(new TextDecoder().decode(unzipped.bytes))) take(line);
    }
    await judge.settle();
    const problems = judge.unseen().map(({ problem }) => problem);
    expect(problems).toContain(`read again, to settle its calls: ${why}`);
  });
});
