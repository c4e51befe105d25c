/** The context of `cdk.json`, as it comes: values of `-c name=value` are texts. */
export type Context = Readonly<Partial<Record<ContextName, unknown>>>;

export const CONTEXT_NAMES = [
  'policy',
  'prefix',
  'homeRegion',
  'sourceRegions',
  'mailAddresses',
  'retentionDays',
  'lockMode',
  'logRetentionDays',
  'runbookUrl',
  'trail',
  'trailRole',
  'trailKey',
  'topology',
  'organizationId',
  'managementAccount',
  'organizationTargets',
  'stackSetCallAs',
] as const;

export type ContextName = (typeof CONTEXT_NAMES)[number];
