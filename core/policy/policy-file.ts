import * as v from 'valibot';
import { catalog } from '../catalog/known.ts';
import { exactly, noList } from './exactly.ts';

/** The policy file, `geofence.json`, as people write it. Also the source of its JSON Schema. */

/** The roles of the canary in every Region and account, where the deployment keeps its default prefix. */
export const DEFAULT_CANARY_ROLE = 'arn:*:iam::*:role/bedrock-geofence-canary-*';

const word = v.pipe(v.string(), v.regex(/\S/, 'a text that is not empty'));
const text = (description: string) => v.pipe(word, v.description(description));
const texts = (description: string, examples: readonly string[]) =>
  v.pipe(
    v.array(v.pipe(word, v.examples([...examples]))),
    v.minLength(1, 'at least one entry'),
    v.description(description),
  );
const GEOGRAPHIES = catalog.geographies.map(({ id }) => id);
const A_REGION = ['eu-central-1'];
const country = v.pipe(
  v.string(),
  v.regex(/^[A-Z]{2}$/, 'two capital letters, ISO 3166-1'),
  v.description('ISO 3166-1 alpha-2, e.g. "DE"'),
);
const moment = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(
      /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/,
      'a day (2026-03-31) or an instant (2026-03-31T12:00:00Z)',
    ),
    v.description(description),
  );

const scope = exactly({
  accounts: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^\d{12}$/, 'an account id of 12 digits'))),
      v.minLength(1, 'at least one entry'),
      v.description('Account ids of 12 digits'),
    ),
  ),
  sourceRegions: v.optional(texts('Regions where the call is made', A_REGION)),
  principals: v.optional(
    texts('Role or user ARNs; * stands for any text', ['arn:aws:iam::*:role/Chat*']),
  ),
  models: v.optional(
    texts('Base model ids, without prefix or ARN; * stands for any text', ['anthropic.*']),
  ),
});

const fence = exactly({
  name: text('Shown in alerts and reports'),
  allow: texts('Geographies such as "eu", Region codes, or both', [...GEOGRAPHIES, ...A_REGION]),
  deny: v.optional(texts('Region codes taken out again', A_REGION)),
  mode: v.optional(
    v.pipe(
      v.picklist(['enforce', 'observe']),
      v.description('observe: judge and record, wake nobody. Default: enforce'),
    ),
  ),
  scope: v.optional(v.pipe(scope, v.description('Which calls it holds. Absent: every call'))),
});

const waiver = exactly({
  id: text('e.g. "W-7"'),
  scope: v.optional(v.pipe(scope, v.description('Which calls it covers. Absent: every call'))),
  regions: texts('Region or Local Zone codes where the calls may run after all', [
    ...A_REGION,
    'eu-central-1-waw-1a',
  ]),
  reason: text('Why'),
  owner: text('Who answers for it'),
  approvedBy: text('Who approved it; not the owner'),
  ticket: text('Where it was decided'),
  from: moment('First day or instant, inclusive'),
  until: moment('Last day or instant, inclusive. There is no open end'),
});

const example = exactly({
  profile: v.optional(text('An inference profile id or ARN; either this or "model"')),
  model: v.optional(text('A model id or ARN; either this or "profile"')),
  sourceRegion: text('Where the call is made'),
  fence: v.optional(text('The fence to check against. Default: the first that holds such a call')),
  expect: v.pipe(
    v.picklist(['inside', 'outside']),
    v.description('outside: it may leave the fence'),
  ),
});

const extras = exactly({
  regions: v.optional(
    v.array(
      exactly({
        code: v.pipe(
          v.string(),
          v.regex(/^[a-z]{2,4}(-[a-z]+)+-\d+$/, 'a Region code, such as "eu-central-1"'),
        ),
        country,
        city: v.optional(word),
        partition: v.optional(
          v.pipe(
            v.string(),
            v.regex(/^aws(-[a-z]+)*$/, 'a partition, such as "aws" or "aws-cn"'),
            v.description('Default: aws'),
          ),
        ),
      }),
    ),
  ),
  zones: v.optional(
    v.array(
      exactly({
        parent: text('The parent Region'),
        metro: v.pipe(v.string(), v.regex(/^[a-z]{3}$/, 'three small letters, such as "waw"')),
        city: v.optional(word),
        country,
      }),
    ),
  ),
  profiles: v.optional(
    v.array(
      exactly({
        id: text('A profile id, or the whole ARN of an application profile'),
        copyFrom: v.optional(text('The profile or foundation-model ARN that it copies')),
        modelId: v.optional(text('The base model')),
        routes: v.optional(
          v.pipe(
            noList(v.record(v.string(), texts('Destination Regions', A_REGION))),
            v.description('Destination Regions per source Region'),
          ),
        ),
      }),
    ),
  ),
});

export const policyFileSchema = exactly({
  $schema: v.optional(v.string()),
  fences: v.pipe(
    v.array(fence),
    v.minLength(1, 'at least one fence'),
    v.description('Where inference may run. The first whose scope holds a call judges it'),
  ),
  waivers: v.optional(v.pipe(v.array(waiver), v.description('Written exceptions that end'))),
  accounts: v.optional(
    v.pipe(
      noList(
        v.record(
          v.pipe(v.string(), v.regex(/^\d{12}$/, 'an account id of 12 digits')),
          exactly({ name: word, owner: v.optional(word) }),
        ),
      ),
      v.description('Names for account ids'),
    ),
  ),
  examples: v.optional(
    v.pipe(v.array(example), v.description('Checked whenever the file is read')),
  ),
  canaryRole: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^arn:[^:\s]+:iam::[^:\s]*:role\/[^\s*]+\S*$/,
        'a role ARN with a name; * stands for any text',
      ),
      v.examples([DEFAULT_CANARY_ROLE]),
      v.description(
        `The role of the canary, whose refused calls ring no alarm. Default: ${DEFAULT_CANARY_ROLE}`,
      ),
    ),
  ),
  catalog: v.optional(
    v.pipe(extras, v.description('Regions, zones and profiles newer than this release')),
  ),
});

export type PolicyFile = v.InferOutput<typeof policyFileSchema>;
export type PolicyScope = v.InferOutput<typeof scope>;
export type PolicyExample = v.InferOutput<typeof example>;
