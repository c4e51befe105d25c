import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createAloneJudge } from '../core/judge/judge-alone.ts';
import type { Ledger } from '../core/judge/ledger.ts';
import { canonicalJson, sha256Hex } from '../core/policy/canonical-json.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { buildSeal, type ObjectContent } from '../core/prove/build-seal.ts';
import { type ClockHour, folderOfHour } from '../core/prove/clock-hour.ts';
import { publicKeyOf, sealKeyOf, signatureKeyOf } from '../core/prove/evidence-layout.ts';
import { createEvidenceWriter, evidenceBeside } from '../core/prove/evidence-line.ts';
import { lastHourOf, linesByHour } from '../core/prove/lines-by-hour.ts';
import { readSeal, type Seal } from '../core/prove/seal.ts';
import type { Gap } from '../core/report/audit-report.ts';
import { reasonOf } from '../io/find-logs.ts';
import type { LocalKey } from '../io/local-key.ts';
import { readContent } from '../io/read-content.ts';
import { showPath } from '../io/show-path.ts';

export type Audited = {
  readonly ledger: Ledger;
  readonly gaps: readonly Gap[];
  readonly policy: ResolvedPolicy;
  readonly policySha256: string;
  readonly version: string;
};

export type EvidenceWritten =
  | { readonly kind: 'written'; readonly seals: number }
  | { readonly kind: 'failed'; readonly problem: string };

type Signing = (LocalKey & { readonly kind: 'key' }) | null;

/**
 * Writes what an audit judged as evidence, in the layout of the bucket, by hours of the event. It is
 * written beside its place and then renamed: a folder of that name is whole. One that holds anything is
 * refused, because nothing may follow a final seal.
 */
export async function writeEvidence(
  folder: string,
  audited: Audited,
  key: Signing,
  nowMs: number,
): Promise<EvidenceWritten> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) return failed(folder, 'it is not empty. Name another folder');
  const draft = `${folder.replace(/[/\\]+$/, '')}.${process.pid}.part`;
  try {
    const seals = await writeInto(draft, audited, key, nowMs);
    await rename(draft, folder);
    return { kind: 'written', seals };
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    return failed(folder, reasonOf(error as Error));
  }
}

async function writeInto(
  folder: string,
  { ledger, gaps, policy, policySha256, version }: Audited,
  key: Signing,
  nowMs: number,
): Promise<number> {
  const judge = createAloneJudge(policy);
  const write = createEvidenceWriter(policySha256, version);
  const lines = ledger.lines();
  const lastHour = lastHourOf(lines, nowMs);
  const signer =
    key === null
      ? null
      : ({
          algorithm: 'ECDSA_SHA_256',
          key: 'local',
          fingerprint: key.publicKey.fingerprint,
        } as const);
  let contents: ObjectContent[] = [];
  let previous: { readonly seal: Seal; readonly sha256: string } | null = null;
  let seals = 0;

  await put(`policies/v1/${policySha256}.json`, Buffer.from(canonicalJson(policy)));
  if (key !== null) {
    const pem = key.publicKey.key.export({ type: 'spki', format: 'pem' });
    await put(publicKeyOf(key.publicKey.fingerprint), Buffer.from(pem));
  }
  let hour: ClockHour | null = null;
  for (const group of linesByHour(lines, lastHour)) {
    if (hour !== null && hour !== group.hour) await seal(hour);
    hour = group.hour;
    const texts = group.lines.map((line) => write(judge(line)));
    await putLines(`evidence/v1/${folderOfHour(hour)}/${group.region}-`, texts);
  }
  await putLines(`evidence/v1/${folderOfHour(lastHour)}/beside-`, besideOf(ledger));
  await putLines(`quarantine/v1/${folderOfHour(lastHour)}/`, gaps.map(quarantined));
  await seal(lastHour);
  return seals;

  async function putLines(start: string, texts: readonly string[]): Promise<void> {
    if (texts.length === 0) return;
    const bytes = gzipSync(`${texts.join('\n')}\n`);
    await put(`${start}${sha256Hex(bytes)}.jsonl.gz`, bytes);
  }

  async function put(path: string, bytes: Uint8Array): Promise<void> {
    await writeAt(path, bytes);
    contents.push(await readContent({ key: path, writtenMs: nowMs, versionId: null }, bytes));
  }

  async function seal(hour: ClockHour): Promise<void> {
    const final = hour === lastHour;
    const fixed = { hours: 'event', signer, code: version, regions: [], sealedMs: nowMs } as const;
    const bytes = buildSeal({ ...fixed, hour, final, previous, contents });
    await writeAt(sealKeyOf(hour), bytes);
    if (key !== null) await writeAt(signatureKeyOf(hour), key.sign(bytes));
    const read = readSeal(bytes);
    if (read.kind === 'bad')
      throw new Error(`a seal that was built cannot be read: ${read.problem}`);
    previous = { seal: read.seal, sha256: sha256Hex(bytes) };
    contents = [];
    seals += 1;
  }

  async function writeAt(path: string, bytes: Uint8Array): Promise<void> {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}

/** What is no call and changes what others settle into. */
function besideOf(ledger: Ledger): readonly string[] {
  const strays = ledger
    .strays()
    .map((corrects) => ({ kind: 'other', creation: null, corrects }) as const);
  const creations = [...ledger.creations()].map(
    ([arn, copyFrom]) => ({ kind: 'other', creation: { arn, copyFrom }, corrects: null }) as const,
  );
  return [...strays, ...creations].flatMap((reading) => evidenceBeside(reading));
}

/** What could not be looked at or understood: the log still has it. */
function quarantined(gap: Gap): string {
  return JSON.stringify({ schema: 'quarantine/1', ...gap, body: null });
}

function failed(folder: string, reason: string): EvidenceWritten {
  return { kind: 'failed', problem: `evidence was not written to ${showPath(folder)}: ${reason}` };
}
