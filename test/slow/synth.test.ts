import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const out = mkdtempSync(join(tmpdir(), 'geofence-cdk-'));
const SPOKE = 'dist/spoke.template.json';
const published = () => JSON.parse(readFileSync(SPOKE, 'utf8'));
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

  it('finds nothing to object to in an organization, and its templates are within limits', () => {
    const { status, text } = synth(
      'mailAddresses=security@example.com',
      'sourceRegions=eu-central-1,eu-west-1,us-east-1,us-west-2',
      ...['topology=organization', 'organizationId=o-a1b2c3d4e5'],
      ...['managementAccount=999988887777', 'organizationTargets=r-ab12'],
    );
    expect(text).not.toMatch(/\b(ERROR|WARN)/);
    expect(status).toBe(0);
    const spokes = readdirSync(join(out, 'assembly-management'));
    expect(spokes.filter((name) => name.endsWith('.template.json'))).toHaveLength(4);
    const file = readFileSync(join(out, 'bedrock-geofence-spokes.template.json'), 'utf8');
    const { Resources } = JSON.parse(file);
    expect(JSON.parse(Resources.Spokes.Properties.TemplateBody)).toEqual(published());
  });

  it('publishes the spoke for those who roll out by other means', () => {
    expect(statSync(SPOKE).size).toBeLessThan(20_000);
    expect(Object.keys(published().Parameters)).toEqual(['HubAccount', 'Prefix', 'HomeRegion']);
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
