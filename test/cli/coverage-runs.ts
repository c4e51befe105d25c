import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoverageOptions, coverage } from '../../cli/coverage.ts';
import { aCall } from '../core/judge/records.ts';
import { anIngest, messagesOf, NOON } from '../lambdas/an-ingest.ts';
import { writeObjects } from './an-evidence-folder.ts';
import { aTerminal } from './audit-files.ts';

export const root = mkdtempSync(join(tmpdir(), 'coverage-'));
export const saved = (name: string, value: unknown) => {
  const file = join(root, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};

/** Runs `geofence coverage` in this process. */
export async function cover(over: Partial<CoverageOptions>) {
  const { terminal, out, err } = aTerminal();
  const options = { allow: ['eu'], prefix: 'bedrock-geofence', format: 'text', ...over } as const;
  const exit = await coverage(options, NOON, terminal);
  return { exit, out: out(), err: err() };
}

/** Evidence of calls that were made and seen in accounts and Regions. */
export async function evidenceOf(...places: readonly (readonly [id: string, region: string])[]) {
  const ingest = anIngest();
  const run = ingest.start();
  for (const [recipientAccountId, awsRegion] of places) {
    await run(messagesOf(aCall({ recipientAccountId, awsRegion })));
  }
  const objects = [...ingest.objects].map(
    ([key, bytes]) => [key, { bytes, writtenMs: NOON }] as const,
  );
  return writeObjects(root, new Map(objects));
}

/** A policy that denies everything in other Regions. */
export const only = (...regions: readonly string[]) => ({
  Statement: [
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
    },
  ],
});
