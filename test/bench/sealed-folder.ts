import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createInterner } from '../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import { policyFromAllow } from '../../core/policy/allow-policy.ts';
import { canonicalJson, sha256Hex } from '../../core/policy/canonical-json.ts';
import { buildSeal, type ObjectContent } from '../../core/prove/build-seal.ts';
import { folderOfHour, hoursAfter, startOfHour } from '../../core/prove/clock-hour.ts';
import { sealKeyOf, signatureKeyOf } from '../../core/prove/evidence-layout.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import { readSeal, type Seal } from '../../core/prove/seal.ts';
import type { LocalKey } from '../../io/local-key.ts';
import { readContent } from '../../io/read-content.ts';
import { createBodies } from './events.ts';

const FIRST_HOUR = '2026-11-03T10';
/** What a full batch of ingest keeps. */
const LINES_AN_OBJECT = 2_000;

/** Of every five objects one holds what came in the hour before as well: SQS delivers at least once. */
function seedOf(object: number, objectsAnHour: number): number {
  const isCopy = object % 5 === 4 && object > objectsAnHour;
  return isCopy ? object - objectsAnHour - 1 : object;
}

/** Writes sealed evidence of so many hours; answers with the paths of its evidence objects. */
export async function writeSealedFolder(
  folder: string,
  hours: number,
  objectsAnHour: number,
  key: LocalKey & { readonly kind: 'key' },
): Promise<readonly string[]> {
  const parsed = policyFromAllow(['eu']);
  if (parsed.kind === 'problems') throw new Error('eu is a geography');
  const { resolved, sha256 } = parsed;
  const judge = createAloneJudge(resolved);
  const intern = createInterner();
  const write = createEvidenceWriter(sha256, '0.0.0');
  const paths: string[] = [];
  let previous: { readonly seal: Seal; readonly sha256: string } | null = null;
  put(`policies/v1/${sha256}.json`, Buffer.from(canonicalJson(resolved)));
  const pem = key.publicKey.key.export({ type: 'spki', format: 'pem' });
  put(`keys/v1/${key.publicKey.fingerprint}.pem`, Buffer.from(pem));

  for (let number = 0; number < hours; number += 1) {
    const hour = hoursAfter(FIRST_HOUR, number);
    const writtenMs = startOfHour(hour);
    const contents: ObjectContent[] = [];
    for (let object = 0; object < objectsAnHour; object += 1) {
      const bytes = gzipSync(
        `${linesOf(seedOf(number * objectsAnHour + object, objectsAnHour)).join('\n')}\n`,
        {
          level: 1,
        },
      );
      const key = `evidence/v1/${folderOfHour(hour)}/eu-central-1-${sha256Hex(bytes)}.jsonl.gz`;
      paths.push(put(key, bytes));
      contents.push(await readContent({ key, writtenMs, versionId: null }, bytes));
    }
    const { fingerprint } = key.publicKey;
    const bytes = buildSeal({
      ...{ hour, hours: 'writing', final: false, previous, contents, code: '0.0.0' },
      signer: { algorithm: 'ECDSA_SHA_256', key: 'local', fingerprint },
      sealedMs: startOfHour(hoursAfter(hour, 2)),
      regions: ['eu-central-1'],
    });
    put(sealKeyOf(hour), bytes);
    put(signatureKeyOf(hour), key.sign(bytes));
    const read = readSeal(bytes);
    if (read.kind === 'bad') throw new Error(read.problem);
    previous = { seal: read.seal, sha256: sha256Hex(bytes) };
  }
  return paths;

  function linesOf(seed: number): readonly string[] {
    return createBodies(LINES_AN_OBJECT, seed + 1).map((body) => {
      const reading = readRecord(JSON.parse(body).detail);
      if (!('line' in reading)) throw new Error('every event is a call');
      return write(judge(intern(reading.line)));
    });
  }

  function put(key: string, bytes: Uint8Array): string {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  }
}
