import { readdir } from 'node:fs/promises';
import { type LocalKey, openLocalKey } from '../io/local-key.ts';
import { showPath } from '../io/show-path.ts';
import type { Terminal } from './terminal.ts';
import { type Audited, writeEvidence } from './write-evidence.ts';

/**
 * Makes ready for `audit --evidence`: opens the key, and looks at the folder before the logs are read.
 * Answers with what writes the evidence and says so.
 */
export async function keepEvidence(
  folder: string | undefined,
  keyFile: string | undefined,
  nowMs: number,
  { err }: Terminal,
): Promise<'unusable' | ((audited: Audited) => Promise<boolean>)> {
  if (folder === undefined) {
    err('geofence audit: --key signs evidence.\n  Fix: name its folder with --evidence.\n');
    return 'unusable';
  }
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) {
    err(
      `geofence audit: --evidence ${showPath(folder)}: it is not empty.\n  Fix: name another folder.\n`,
    );
    return 'unusable';
  }
  const key = keyFile === undefined ? null : await openLocalKey(keyFile);
  if (key?.kind === 'unusable') {
    err(`geofence audit: --key ${key.problem}\n`);
    return 'unusable';
  }
  return async (audited) => {
    const written = await writeEvidence(folder, audited, key, nowMs);
    if (written.kind === 'failed') {
      err(`geofence audit: ${written.problem}\n`);
      return false;
    }
    err(`Evidence written: ${showPath(folder)}, ${written.seals} seals\n`);
    err(key === null ? NOT_SIGNED : describeKey(key, keyFile ?? ''));
    return true;
  };
}

const NOT_SIGNED =
  'Not signed: its hashes are chained, and whoever holds the folder can make them again. Sign with --key.\n';

function describeKey(
  { publicKey, made, isShared }: LocalKey & { kind: 'key' },
  file: string,
): string {
  const where = `${showPath(file)}${made ? ', made now' : ''}`;
  const warning = isShared
    ? `Warning: others on this machine can read ${showPath(file)}: chmod 600 it.\n`
    : '';
  return `${warning}Signed with ${where}. Keep this fingerprint away from the evidence:\n  ${publicKey.fingerprint}\n`;
}
