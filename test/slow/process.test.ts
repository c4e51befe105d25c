import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCall, aReported } from '../core/judge/records.ts';

/** The built program as a process, the way people meet it. */
const MAIN = resolve('dist/main.mjs');
const folder = mkdtempSync(join(tmpdir(), 'geofence-process-'));
const logs = join(folder, 'day.json.gz');

beforeAll(() => {
  writeFileSync(logs, gzipSync(JSON.stringify({ Records: [aCall(), aReported('us-east-1')] })));
});
afterAll(() => rmSync(folder, { recursive: true }));

function geofence(args: readonly string[], cwd = folder) {
  return spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: 'utf8' });
}

describe('exit codes', () => {
  it.each([
    [['--version'], 0],
    [['--help'], 0],
    [['audit', '--help'], 0],
    [['audit', logs, '--allow', 'commercial'], 0],
    [['audit', logs, '--allow', 'eu'], 1],
    [['audit', 'nothing', '--allow', 'eu'], 2],
    [['audit', logs], 2],
    [['audit'], 2],
    [['audit', logs, '--alow', 'eu'], 2],
    [['audit', logs, '--allow', 'eu', '--format', 'xml'], 2],
    [['explain', 'request-1'], 2],
    [['explain', '--help'], 0],
    [['diff', logs, '--policy', 'nowhere.json', '--against', 'nowhere.json'], 2],
    [['replay', logs, '--allow', 'eu'], 2],
    [['doctor', '--allow', 'nowhere'], 2],
    [['catalog', 'refresh'], 2],
    [['nonsense'], 2],
    [[], 2],
    [['init'], 2],
  ])('%j ends with %i', (args, status) => {
    const { status: found, stderr, stdout } = geofence(args);
    expect(found).toBe(status);
    expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });
});

describe('streams', () => {
  it('findings go to stdout, and nothing else does', () => {
    const { stdout, stderr } = geofence([
      'audit',
      logs,
      '--allow',
      'eu',
      '--format',
      'json',
      '--report',
      'page.html',
    ]);
    expect(JSON.parse(stdout).totals).toMatchObject({ calls: 2, outside: 1 });
    expect(stderr).toContain('page.html');
  });

  it('reads a pipe that is named on the command line', () => {
    const { stdout, status } = spawnSync(
      'bash',
      ['-c', `cat ${logs} | ${process.execPath} ${MAIN} audit /dev/stdin --allow eu --format json`],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(stdout).totals).toMatchObject({ files: 1, calls: 2 });
    expect(status).toBe(1);
  });

  it('a reader that goes away is no stack trace', () => {
    const { stderr } = spawnSync(
      'bash',
      ['-c', `${process.execPath} ${MAIN} audit ${logs} --allow eu --format json | head -1`],
      { encoding: 'utf8' },
    );
    expect(stderr).not.toMatch(/Error|at .*:\d+/);
  });

  it('no colour where nobody can see it', () => {
    expect(geofence(['audit', logs, '--allow', 'eu']).stdout).not.toContain('\u001b');
  });
});

describe('a disk that is full', () => {
  it('is said, the findings are printed, and nothing is left behind', () => {
    const script = `ulimit -f 1; exec ${process.execPath} ${MAIN} audit ${logs} --allow eu --format json --report full.html`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `trap '' XFSZ; ${script}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout).totals.outside).toBe(1);
    expect(stderr).toMatch(/full\.html was not written/);
    expect(status).toBe(2);
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it('while it reads ends with 130 and leaves no half-written page', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const page = join(folder, 'cut.html');
    const args = ['audit', pipe, logs, '--allow', 'eu', '--report', page];
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', (code) => done(code)));
    const input = await open(pipe, 'w');
    await input.write('{"Records":[');
    child.kill('SIGINT');
    await setTimeout(1000);
    await input.writeFile(']}').catch(() => undefined);
    await input.close();
    expect(await ended).toBe(130);
    expect(readdirSync(folder).filter((name) => name.startsWith('cut'))).toEqual([]);
  });
});

describe('the demo and init', () => {
  it('the demo works from any folder and writes its page', () => {
    const { status, stdout } = geofence(['demo']);
    expect(status).toBe(0);
    expect(stdout).toContain('out/report.html');
    expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toContain(
      'Did all of it run inside the fence?',
    );
  });

  it('init writes a policy that audit takes, and overwrites none', () => {
    expect(geofence(['init', '--from', logs]).status).toBe(0);
    expect(geofence(['audit', logs]).status).toBe(1);
    expect(existsSync(join(folder, 'geofence.json'))).toBe(true);
    expect(geofence(['init', '--allow', 'eu'])).toMatchObject({ status: 2 });
  });
});
