import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const out = mkdtempSync(join(tmpdir(), 'geofence-cdk-'));
afterAll(() => rmSync(out, { recursive: true }));

function synth(...context: string[]) {
  const flags = ['policy=samples/geofence.json', ...context].flatMap((each) => ['-c', each]);
  const args = ['cdk', 'synth', '--quiet', '--output', out, ...flags];
  const { status, stdout, stderr } = spawnSync('npx', args, { encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

describe('cdk synth, without an account and with every check', () => {
  it('finds nothing to object to, in any Region by default', () => {
    const { status, text } = synth('mailAddresses=security@example.com');
    expect(text).not.toMatch(/\b(ERROR|WARN)/);
    expect(status).toBe(0);
    expect(
      readdirSync(out).filter((name) => name.endsWith('.template.json')).length,
    ).toBeGreaterThan(12);
  });

  it('says everything that is wrong, and synthesizes nothing', () => {
    const { status, text } = synth('homeRegion=eu-centrl-1', 'retentionDays=0');
    expect(status).not.toBe(0);
    expect(text).toContain('Nothing was synthesized.');
    expect(text).toContain('did you mean "eu-central-1"?');
    expect(text).toContain('/context/retentionDays');
    expect(text).toContain('/context/mailAddresses');
    expect(text).not.toMatch(/^\s+at /m);
  });
});
