import {
  type Closure,
  closureKeyOf,
  kindOfId,
  readClosure,
  renderClosure,
} from '../core/prove/closure.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { openEvidence } from '../io/open-evidence.ts';
import { findIds } from './find-ids.ts';
import { safe } from './layout.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type CloseOptions = {
  /** A folder, or `s3://bucket/prefix`. */
  readonly evidence?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly ticket?: string;
};

/** `geofence close <id>...`: ends findings, or groups of findings, with a reason that is kept beside them. */
export async function close(
  ids: readonly string[],
  options: CloseOptions,
  nowMs: number,
  terminal: Terminal,
): Promise<Exit> {
  const { evidence = '', by = '', reason = '', ticket = null } = options;
  const refuse = (problems: readonly string[]) => {
    for (const problem of problems) terminal.err(`geofence close: ${safe(problem)}\n`);
    return EXIT.failed;
  };
  const wrong = [
    ...ids
      .filter((id) => kindOfId(id) === null)
      .map((id) => `${JSON.stringify(id)} is no id: a finding has 16 hex digits, a group 64`),
    ...(evidence === ''
      ? ['name where the evidence lies: --evidence <folder or s3://bucket>']
      : []),
    ...(by.trim() === '' ? ['say who closes it: --by <name>'] : []),
    ...(reason.trim() === '' ? ['say why: --reason "..."'] : []),
  ];
  if (wrong.length > 0) return refuse(wrong);

  const opened = await openEvidence(evidence);
  if (opened.kind === 'unusable') return refuse([opened.problem]);
  const missing = await findIds(new Set(ids), opened.source).catch((error: Error) => error);
  if (missing instanceof Error) return refuse([`${evidence} cannot be read: ${missing.message}`]);
  if (missing.length > 0) {
    return refuse(
      missing.map(
        (id) => `no ${kindOfId(id)} in the evidence has the id ${id}. Nothing was closed`,
      ),
    );
  }
  try {
    const put = await openPut(evidence);
    for (const id of new Set(ids)) {
      const closes = kindOfId(id) ?? 'finding';
      const closed = new Date(nowMs).toISOString();
      const closure: Closure = { schema: 'closure/1', id, closes, closed, by, reason, ticket };
      const before = await readStored(id, opened.source);
      if (before === null) await put(closureKeyOf(id), Buffer.from(renderClosure(closure)));
      terminal.out(before === null ? `Closed ${closes} ${id}\n` : `${describe(before)}\n`);
    }
  } catch (error) {
    return refuse([`it could not be written: ${error instanceof Error ? error.message : error}`]);
  }
  return EXIT.clean;
}

/** Whoever closed it first has closed it: nothing that is locked is written twice. */
function describe({ closes, id, by, closed, reason }: Closure): string {
  return safe(`${closes} ${id} was closed before, by ${by} at ${closed}: ${reason}`);
}

async function readStored(id: string, { read }: EvidenceSource): Promise<Closure | null> {
  const entry = await read(closureKeyOf(id), null);
  if (entry.kind === 'missing') return null;
  const closure = entry.kind === 'bytes' ? readClosure(entry.bytes) : null;
  if (closure === null) throw new Error(`${closureKeyOf(id)} is there, and cannot be read`);
  return closure;
}

async function openPut(evidence: string) {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(evidence) ?? [];
  if (bucket === undefined) {
    const { createEvidenceFolder } = await import('../io/evidence-folder.ts');
    return createEvidenceFolder(evidence).put;
  }
  const { openLockedBucket } = await import('../io/locked-bucket.ts');
  const { put } = await openLockedBucket(bucket);
  return (key: string, bytes: Uint8Array) => put(prefix === '' ? key : `${prefix}/${key}`, bytes);
}
