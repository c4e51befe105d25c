import { fieldOf, textOf } from '../judge/json-fields.ts';

const DETAIL_TYPES: Readonly<Record<string, string>> = {
  AwsServiceEvent: 'AWS Service Event via CloudTrail',
  AwsVpceEvents: 'AWS Network Activity Event via CloudTrail',
};

/** A CloudTrail record in the envelope in which EventBridge hands it on (user guide, eb-service-event-cloudtrail). */
export function asEvent(record: unknown) {
  const type = textOf(fieldOf(record, 'eventType')) ?? '';
  return {
    version: '0',
    id: textOf(fieldOf(record, 'eventID')) ?? '',
    'detail-type': Object.hasOwn(DETAIL_TYPES, type)
      ? DETAIL_TYPES[type]
      : 'AWS API Call via CloudTrail',
    source: (textOf(fieldOf(record, 'eventSource')) ?? '').replace(
      /^(.*)\.amazonaws\.com$/,
      'aws.$1',
    ),
    account: textOf(fieldOf(record, 'recipientAccountId')) ?? '',
    time: textOf(fieldOf(record, 'eventTime')) ?? '',
    region: textOf(fieldOf(record, 'awsRegion')) ?? '',
    resources: [],
    detail: record,
  };
}
