import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportOptions, report } from '../../cli/report.ts';
import { type Closure, closureKeyOf, renderClosure } from '../../core/prove/closure.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { aSealedDay, keysBelow, NOW, verifyFolder, writeObjects } from './an-evidence-folder.ts';
import { aTerminal } from './audit-files.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-report-'));
afterAll(() => rmSync(root, { recursive: true }));
let evidence = '';
beforeAll(async () => {
  evidence = writeObjects(root, await aSealedDay());
});

/** Runs `geofence report` in this process. */
async function reportOn(where: string, over: Partial<ReportOptions> = {}, signal?: AbortSignal) {
  const { terminal, out, err } = aTerminal(signal === undefined ? {} : { signal });
  const output = join(mkdtempSync(join(root, 'pack-')), 'pack');
  const options = { output, fingerprint: [PUBLIC_KEY.fingerprint], ...over };
  const exit = await report(where, options, '0.0.0', NOW, terminal);
  const text = (name: string) => readFileSync(join(options.output, name), 'utf8');
  const json = () => JSON.parse(text('report.json')) as AuditReport;
  return { exit, out: out(), err: err(), output: options.output, text, json };
}

describe('geofence report', () => {
  it('says what verify says, of the same calls', async () => {
    const { exit, out, json, text } = await reportOn(evidence);
    const { result } = await verifyFolder(evidence);
    const { inside, waived, outside, undecided, notServed, unrecognised } = json().totals;
    expect({ inside, waived, outside, undecided, 'not-served': notServed, submissions: 0 }).toEqual(
      result?.settled,
    );
    expect(outside).toBeGreaterThan(4);
    expect([exit, unrecognised]).toEqual([2, 1]);
    expect(out).toContain('Yes. The evidence is what was sealed');
    expect(text('evidence.html')).toContain('Yes. The evidence is what was sealed');
  });

  it('copies the evidence as it is, without quarantine, and names what is left out', async () => {
    const { output, text } = await reportOn(evidence);
    const keys = keysBelow(evidence).filter((key) => !key.startsWith('quarantine/'));
    for (const key of keys) {
      expect(readFileSync(join(output, key)).equals(readFileSync(join(evidence, key)))).toBe(true);
    }
    const pages = ['VERIFY.md', 'evidence.html', 'left-out.json', 'report.html', 'report.json'];
    expect(keysBelow(output)).toEqual([...keys, ...pages].sort());
    const leftOut = JSON.parse(text('left-out.json')).map(({ key }: { key: string }) => key);
    expect(leftOut).toEqual(keysBelow(evidence).filter((key) => key.startsWith('quarantine/')));
  });

  it('of a period takes its calls, all seals, and the lines that may belong to it', async () => {
    const { json, output, text } = await reportOn(evidence, { from: '2027-01-01' });
    expect(json().totals).toMatchObject({ calls: 0, outside: 0 });
    const keys = keysBelow(output);
    expect(keys.filter((key) => key.startsWith('evidence/'))).toEqual([]);
    expect(keys.filter((key) => key.startsWith('seals/'))).toEqual(
      keysBelow(evidence).filter((key) => key.startsWith('seals/')),
    );
    expect(text('left-out.json')).toContain('no line in it is of the period');
  });

  it('says where a period begins before the first seal', async () => {
    const { exit, json } = await reportOn(evidence, {
      from: '2026-11-01',
      until: '2026-11-03T10:30Z',
    });
    expect(exit).toBe(2);
    expect(json().gaps.map(({ problem }) => problem)).toContain(
      'nothing was sealed before 2026-11-03T10:00Z',
    );
  });

  it('tells since when a finding is known, when people were told, and how it ended', async () => {
    const folder = join(mkdtempSync(join(root, 'closed-')), 'evidence');
    cpSync(evidence, folder, { recursive: true, preserveTimestamps: true });
    const before = await reportOn(folder);
    const [first, second, third] = before.json().findings.map((finding) => ({
      ...finding,
      marker: markerOf(folder, finding.eventId),
    }));
    const row = (page: string, id = '') =>
      page.split('<tr>').find((each) => each.includes(`<code>${id}</code>`)) ?? '';
    const page = before.text('evidence.html');
    expect(row(page, first?.id)).toContain(`<code class="quiet">${first?.eventId}</code>`);
    expect(row(page, first?.id)).toContain(`<td>${first?.marker.told}</td>`);
    expect(row(page, first?.id)).toContain('<strong>open</strong> for 0 days');

    closeIn(folder, first?.id ?? '', 'finding');
    closeIn(folder, second?.marker.id, 'group');
    const closed = (await reportOn(folder)).text('evidence.html');
    for (const id of [first?.id, second?.id]) {
      expect(row(closed, id)).toContain(
        '2026-11-03T16:00:00.000Z<br>by &lt;b&gt;jane&lt;/b&gt;: client default, mended (SEC-12)',
      );
    }
    expect(row(closed, third?.id)).toContain('<strong>open</strong>');
    expect(closed).toContain('5 findings, 3 of them open.');
  });

  it('names what is wrong with the evidence, and ends with 1 or worse', async () => {
    const folder = writeObjects(root, await aSealedDay());
    const key = keysBelow(folder).find((each) => each.startsWith('evidence/')) ?? '';
    writeObject(folder, key, Buffer.from('other'));
    const { exit, out, text } = await reportOn(folder);
    expect(exit).toBe(2);
    expect(out).toContain('NO. The evidence is not what was sealed');
    expect(text('evidence.html')).toContain(`<strong>changed</strong> <code>${key}</code>`);
  });

  it('takes no name into the pack that could not be that of a file, and says so', async () => {
    const folder = writeObjects(root, await aSealedDay());
    writeObject(folder, 'closures/v1/a b.json', Buffer.from('{}'));
    const { exit, output, text } = await reportOn(folder);
    expect(exit).toBe(2);
    expect(keysBelow(output).some((key) => key.includes(' '))).toBe(false);
    expect(text('evidence.html')).toContain('its name could not be that of a file');
  });
});

describe('geofence report cannot', () => {
  it('look at nothing, or be asked wrongly: all problems at once', async () => {
    const output = mkdtempSync(join(root, 'taken-'));
    writeFileSync(join(output, 'file'), '');
    const over = { output, from: 'May', until: 'June', fingerprint: ['51'] };
    const { exit, err } = await reportOn(join(root, 'nothing'), over);
    expect(exit).toBe(2);
    for (const part of [
      'nothing',
      'it is not empty',
      '--from May',
      '--until June',
      '--fingerprint 51',
    ])
      expect(err).toContain(part);
    const { err: order } = await reportOn(evidence, { from: '2026-11-04', until: '2026-11-03' });
    expect(order).toContain('is after --until');
  });

  it('make a pack where no policy lies with the evidence', async () => {
    const folder = mkdtempSync(join(root, 'empty-'));
    mkdirSync(join(folder, 'evidence'));
    const { exit, err, output } = await reportOn(folder);
    expect([exit, existsSync(output)]).toEqual([2, false]);
    expect(err).toContain('there is no policy in it');
  });

  it('leave half of one when it is interrupted', async () => {
    const { exit, output } = await reportOn(evidence, {}, AbortSignal.abort());
    expect(exit).toBe(130);
    expect(readdirSync(join(output, '..'))).toEqual([]);
  });
});

function markerOf(folder: string, eventId: string | null) {
  return keysBelow(folder)
    .filter((key) => key.startsWith('told/'))
    .map((key) => JSON.parse(readFileSync(join(folder, key), 'utf8')))
    .find(({ eventIds = [] }) => eventIds.includes(eventId));
}

function closeIn(folder: string, id: string, closes: Closure['closes']): void {
  const said = { by: '<b>jane</b>', reason: 'client default, mended', ticket: 'SEC-12' };
  const closed = '2026-11-03T16:00:00.000Z';
  const closure = renderClosure({ schema: 'closure/1', id, closes, closed, ...said });
  writeObject(folder, closureKeyOf(id), Buffer.from(closure));
}

/** As something that was written in the hour that is still open. */
function writeObject(folder: string, key: string, bytes: Uint8Array): void {
  const path = join(folder, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  utimesSync(path, NOW / 1000, NOW / 1000);
}
