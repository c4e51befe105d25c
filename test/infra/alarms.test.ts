import { describe, expect, it } from 'vitest';
import { instancesOf } from '../../core/measure/alarm-instances.ts';
import { ALARMS, WATCHER_BLIND } from '../../core/measure/alarms.ts';
import { named, ofType, synthesize } from './synthesize.ts';

const ORGANIZATION = {
  topology: 'organization',
  organizationId: 'o-a1b2c3d4e5',
  managementAccount: '123456789012',
  organizationTargets: 'r-ab12',
};
const stacks = synthesize(ORGANIZATION);
const home = stacks['bedrock-geofence-home'];
const regional = stacks['bedrock-geofence-us-east-1'];

describe('alarms', () => {
  const regions = ['eu-central-1', 'us-east-1'];
  it.each(ALARMS)('$id stands where it should, and rings as the data say', (alarm) => {
    const region = alarm.stack === 'home' ? 'eu-central-1' : 'us-east-1';
    const template = alarm.stack === 'home' ? home : regional;
    const instances = instancesOf(alarm, { prefix: 'bedrock-geofence', region }, regions);
    expect(instances.length).toBeGreaterThan(0);
    for (const { name, namespace, metricName, dimensions } of instances) {
      expect(named(template, 'AWS::CloudWatch::Alarm', 'AlarmName', name)).toMatchObject({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Threshold: alarm.threshold,
        Statistic: alarm.statistic,
        Period: alarm.periodMinutes * 60,
        EvaluationPeriods: alarm.evaluationPeriods,
        DatapointsToAlarm: alarm.datapointsToAlarm,
        TreatMissingData: alarm.missing,
        AlarmDescription: expect.stringContaining(`https://example.com/runbook.md#${alarm.id}`),
      });
    }
  });

  it('none stands that is not in the data', () => {
    const expected = ALARMS.flatMap((alarm) =>
      alarm.stack === 'home'
        ? instancesOf(alarm, { prefix: 'bedrock-geofence', region: 'eu-central-1' }, regions)
        : regions.flatMap((region) =>
            instancesOf(alarm, { prefix: 'bedrock-geofence', region }, regions),
          ),
    ).map(({ name }) => name);
    /** Those of a spoke have no name before it is deployed. */
    const found = Object.values(stacks).flatMap((template) =>
      ofType(template, 'AWS::CloudWatch::Alarm').flatMap(({ AlarmName }) =>
        typeof AlarmName === 'string' ? AlarmName : [],
      ),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it('of an organization stand only where one is watched', () => {
    const its = ALARMS.filter(({ topology }) => topology === 'organization').map(({ id }) => id);
    expect(its.length).toBeGreaterThan(0);
    const single = ofType(synthesize()['bedrock-geofence-home'], 'AWS::CloudWatch::Alarm');
    const names = single.map(({ AlarmName }) => String(AlarmName));
    expect(names.filter((name) => its.some((id) => name.endsWith(`-${id}`)))).toEqual([]);
  });

  it('point to the runbook: each to its own heading', () => {
    const alarms = Object.values(synthesize({ ...ORGANIZATION, runbookUrl: '' })).flatMap(
      (template) => [
        ...ofType(template, 'AWS::CloudWatch::Alarm'),
        ...ofType(template, 'AWS::CloudWatch::CompositeAlarm'),
      ],
    );
    const pointed = alarms.map(({ AlarmDescription }) => {
      const [, id] = /docs\/runbook\.md, "([a-z-]+)"$/.exec(String(AlarmDescription)) ?? [];
      return id;
    });
    expect(new Set(pointed)).toEqual(new Set([...ALARMS, WATCHER_BLIND].map(({ id }) => id)));
  });

  it('no evaluation looks back more than a day, which CloudWatch refuses', () => {
    for (const { periodMinutes, evaluationPeriods, datapointsToAlarm } of ALARMS) {
      expect(periodMinutes * evaluationPeriods).toBeLessThanOrEqual(1440);
      expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
    }
  });

  it.each([
    ['home', home, 'canary-missing-us-east-1'],
    ['us-east-1', regional, 'oldest-message'],
  ])('the watcher of %s is blind when one of what it needs fails', (where, template, member) => {
    const [composite] = ofType(template, 'AWS::CloudWatch::CompositeAlarm');
    expect(composite?.AlarmName).toBe(`bedrock-geofence-${where}-watcher-blind`);
    expect(composite?.AlarmRule).toContain(`ALARM("bedrock-geofence-${where}-${member}")`);
    expect(composite?.AlarmRule).not.toContain('-outside');
  });

  it('at home act on the topic; elsewhere a rule passes their changes on, because no topic is there', () => {
    for (const alarm of ofType(home, 'AWS::CloudWatch::Alarm'))
      expect(alarm.AlarmActions).toHaveLength(1);
    for (const alarm of ofType(regional, 'AWS::CloudWatch::Alarm'))
      expect(alarm.AlarmActions ?? []).toEqual([]);
    expect(
      named(regional, 'AWS::Events::Rule', 'Name', 'bedrock-geofence-alarm-states'),
    ).toMatchObject({
      EventPattern: { detail: { alarmName: [{ prefix: 'bedrock-geofence-us-east-1-' }] } },
      Targets: [
        { Arn: { 'Fn::Join': ['', expect.arrayContaining([':event-bus/bedrock-geofence-home'])] } },
      ],
    });
  });
});
