import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { guardPolicy } from '../../core/prevent/guard-policy.ts';
import { makeRolePolicy } from '../../core/prevent/make-role-policy.ts';
import { makeExtension } from '../../core/prevent/make-scp.ts';
import { parseScp } from '../../core/prevent/parse-scp.ts';
import { aPolicy } from '../core/judge/judge-records.ts';
import { BEFORE } from '../core/prevent/article.ts';

/** cfn-lint comes from PyPI, not with this project: CFN_LINT names it, else it is looked for in PATH. */
const CFN_LINT = process.env.CFN_LINT ?? 'cfn-lint';
const isThere = spawnSync(CFN_LINT, ['--version']).status === 0;
if (!isThere) console.log('cfn-lint is not here: generated policies are not validated by it.');

const folder = mkdtempSync(join(tmpdir(), 'geofence-validator-'));
afterAll(() => rmSync(folder, { recursive: true }));

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const [fence] = policy.fences;
if (fence === undefined) throw new Error('no fence');
const base = parseScp(JSON.stringify(BEFORE), 'base');
if (base.kind === 'problems') throw new Error('no base');
const none = { models: [], applicationProfiles: [] };
const extended = makeExtension({ scp: base.scp, document: BEFORE }, fence, policy, none);
const role = makeRolePolicy(fence, policy, {
  ...{ all: true, models: [], profiles: [], sources: [], account: '*' },
  services: ['data-automation', 'guardrail'],
});
const parse = (made: typeof role): unknown =>
  JSON.parse(made.kind === 'made' ? (made.texts[0] ?? '') : JSON.stringify(made.faults));

/** A template that carries a policy of each kind. */
function templateOf(scps: readonly unknown[], roles: readonly unknown[]) {
  const resources = [
    ...scps.map((Content) => ({
      Type: 'AWS::Organizations::Policy',
      Properties: { Name: 'scp', Type: 'SERVICE_CONTROL_POLICY', Content },
    })),
    ...roles.map((PolicyDocument) => ({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument },
    })),
  ];
  const Resources = Object.fromEntries(resources.map((each, index) => [`P${index}`, each]));
  return { AWSTemplateFormatVersion: '2010-09-09', Resources };
}

function validate(template: object) {
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template));
  const { status, stdout } = spawnSync(CFN_LINT, [file], { encoding: 'utf8' });
  return { status, stdout };
}

describe.skipIf(!isThere)('cfn-lint', () => {
  it('finds nothing in what is generated', () => {
    const scps = [guardPolicy(fence, policy, ['amazon.nova-pro-v1:0'], []), parse(extended)];
    expect(validate(templateOf(scps, [parse(role)]))).toEqual({ status: 0, stdout: '' });
  });

  it('would find something', () => {
    const broken = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Permit', Action: 'bedrock:Invoke', Resource: 1 }],
    };
    expect(validate(templateOf([], [broken])).status).not.toBe(0);
  });
});
