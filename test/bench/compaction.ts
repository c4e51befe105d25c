import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createInterner } from '../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import { policyFromAllow } from '../../core/policy/allow-policy.ts';
import { canonicalJson } from '../../core/policy/canonical-json.ts';
import { folderOfHour, hoursAfter } from '../../core/prove/clock-hour.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import { compactDaily } from '../../lambdas/compact/compact-daily.ts';
import { keepLines } from '../../lambdas/ingest/keep.ts';
import { readMessages } from '../../lambdas/ingest/read-messages.ts';
import { createBodies } from './events.ts';

/**
 * What a query scans before days are settled and after, over a month of small objects; and what settling
 * a day of two million lines takes. `npm run bench:compaction`; it writes 300 MB into the temporary folder.
 * Athena bills the bytes of the objects that it reads, and JSON is read whole: the sum of their sizes is
 * what is scanned.
 */

const MONTH = { days: 30, objectsAnHour: 4, records: 10 };
const DAY = { days: 1, objectsAnHour: 35, records: 2350 };
const FIRST = '2026-10-01T00';

if (process.argv[2] === undefined) bench();
else await settle(process.argv[2], Number(process.argv[3]));

async function bench(): Promise<void> {
  for (const [name, shape] of Object.entries({
    'a month of little': MONTH,
    'a day of much': DAY,
  })) {
    const root = mkdtempSync(join(tmpdir(), 'geofence-compaction-'));
    try {
      const lines = await write(root, shape);
      const before = sizeBelow(join(root, 'evidence'));
      const command = [...process.execArgv, import.meta.filename, root, String(shape.days)];
      const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      const after = sizeBelow(join(root, 'copies/compacted'));
      console.log(`${name}: ${lines} lines`);
      console.log(`  scanned before  ${show(before.bytes)} in ${before.objects} objects`);
      console.log(`  scanned after   ${show(after.bytes)} in ${after.objects} objects`);
      console.log(
        `  unpacked        ${show(before.unpacked)} before, ${show(after.unpacked)} after`,
      );
      console.log(`  ${stdout.trim()}`);
    } finally {
      rmSync(root, { recursive: true });
    }
  }
}

/** Evidence as ingest writes it, all of it made by the product's own functions; the count of its lines. */
async function write(
  root: string,
  { days, objectsAnHour, records }: typeof MONTH,
): Promise<number> {
  const policy = policyFromAllow(['eu']);
  if (policy.kind === 'problems') throw new Error('the policy of this benchmark is broken');
  put(root, `policies/v1/${policy.sha256}.json`, Buffer.from(canonicalJson(policy.resolved)));
  const line = createEvidenceWriter(policy.sha256, '0.0.0');
  const judge = createAloneJudge(policy.resolved);
  let count = 0;
  for (let at = 0; at < days * 24 * objectsAnHour; at += 1) {
    const hour = hoursAfter(FIRST, Math.floor(at / objectsAnHour));
    const bodies = createBodies(records, at).map((body, id) => ({ id: String(id), body }));
    const lines = readMessages(bodies, createInterner()).flatMap(({ reading }) =>
      'line' in reading
        ? line(judge({ ...reading.line, timeMs: Date.parse(`${hour}:30:00Z`) }))
        : [],
    );
    count += lines.length;
    await keepLines(`evidence/v1/${folderOfHour(hour)}/eu-central-1-`, lines, {
      put: async (key, bytes) => put(root, key, bytes),
    });
  }
  return count;
}

/** The settling run over folders, in a process of its own, so that its memory is its own. */
async function settle(root: string, days: number): Promise<void> {
  const readerOf = (folder: string) => ({
    async *list(prefix: string) {
      const below = join(folder, dirname(`${prefix}x`));
      for (const file of existsSync(below) ? filesBelow(below).sort() : []) {
        yield { key: join(prefix, file) };
      }
    },
    read: async (key: string) => {
      try {
        return { bytes: readFileSync(join(folder, key)) };
      } catch {
        return null;
      }
    },
  });
  const copies = join(root, 'copies');
  mkdirSync(copies);
  const nowMs = Date.parse(`${hoursAfter(FIRST, days * 24)}:20:00Z`);
  const made = await compactDaily({
    evidence: readerOf(root),
    compacted: { ...readerOf(copies), put: async (key, bytes) => put(copies, key, bytes) },
    log: () => undefined,
    now: () => nowMs,
  });
  const calls = made.reduce((sum, day) => sum + day.calls, 0);
  const { user, system } = process.cpuUsage();
  const seconds = ((user + system) / 1e6).toFixed(0);
  const memory = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(
    `settled         ${calls} calls in ${seconds} s of processor time, ${memory} MB at most`,
  );
}

function put(root: string, key: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(root, key)), { recursive: true });
  writeFileSync(join(root, key), bytes);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function sizeBelow(folder: string) {
  const sizes = { objects: 0, bytes: 0, unpacked: 0 };
  for (const file of filesBelow(folder)) {
    const bytes = readFileSync(join(folder, file));
    sizes.objects += 1;
    sizes.bytes += bytes.length;
    sizes.unpacked += gunzipSync(bytes).length;
  }
  return sizes;
}

function show(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
