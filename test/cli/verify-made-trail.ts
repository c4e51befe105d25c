import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KEYS_FILE, SIGNATURES_FILE } from '../../cli/check-trail.ts';
import { verifyTrail } from '../../cli/verify-trail.ts';
import { digestSignaturesText } from '../../core/prove/digest-signatures.ts';
import { keyFile, type MadeTrail, signatureOf } from '../core/prove/a-trail.ts';
import { aTerminal } from './audit-files.ts';

type Place = (key: string) => string;
const asInBucket: Place = (key) => key;

type How = { place?: Place; keys?: Buffer | null; signatures?: string | null };

/** Lays a trail into a new folder, with its key and the newest signature. */
export function layOut(
  trail: MadeTrail,
  {
    place = asInBucket,
    keys = keyFile(),
    signatures = digestSignaturesText([signatureOf(trail)]),
  }: How = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-trail-'));
  for (const [key, bytes] of trail.files) {
    const path = join(folder, place(key));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  if (keys !== null) writeFileSync(join(folder, KEYS_FILE), keys);
  if (signatures !== null) writeFileSync(join(folder, SIGNATURES_FILE), signatures);
  return folder;
}

/** Lays a trail into a folder and verifies it. */
export async function verifyMade(trail: MadeTrail, how: How = {}) {
  const folder = layOut(trail, how);
  const verified = await verifyAt(folder);
  rmSync(folder, { recursive: true });
  return verified;
}

export async function verifyAt(folder: string) {
  const { terminal, out, err } = aTerminal();
  const exit = await verifyTrail(folder, {}, terminal);
  return { exit, text: out(), err: err() };
}

/** A trail of which some files were changed. */
export function changed(trail: MadeTrail, change: (files: Map<string, Buffer>) => void): MadeTrail {
  const files = new Map(trail.files);
  change(files);
  return { ...trail, files };
}
