import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { coverageSchema } from '../core/coverage/coverage.ts';
import { organizationSchema } from '../core/coverage/read-organization.ts';
import { policyFileSchema } from '../core/policy/policy-file.ts';
import { evidenceLineSchema } from '../core/prove/read-evidence-line.ts';
import { sealSchema } from '../core/prove/seal.ts';
import { reportSchema } from './report-schema.ts';

/** The JSON Schemas that are made from the code: path from the root of the repository, and text. */
export function renderSchemas(): readonly (readonly [string, string])[] {
  return [
    [
      'docs/schemas/geofence.schema.json',
      render(policyFileSchema, 'The policy of bedrock-geofence'),
    ],
    [
      'docs/schemas/audit-report.schema.json',
      render(reportSchema, 'What geofence audit --format json prints'),
    ],
    ['docs/schemas/evidence-line.schema.json', render(evidenceLineSchema, 'One line of evidence')],
    [
      'docs/schemas/coverage.schema.json',
      render(
        coverageSchema,
        'What geofence coverage --format json prints, and what is kept of a day',
      ),
    ],
    [
      'docs/schemas/organization.schema.json',
      render(organizationSchema, 'An organization, for geofence coverage --organization'),
    ],
    ['docs/schemas/seal.schema.json', render(sealSchema, 'A seal: what an hour of evidence holds')],
  ];
}

/** Checks that JSON Schema cannot say are left to the program, which tells about them. */
function render(schema: GenericSchema, title: string): string {
  const { $schema, ...rest } = toJsonSchema(schema, { errorMode: 'ignore' });
  return `${JSON.stringify({ $schema, title, ...rest }, takeNoOther, 2)}\n`;
}

/** "Nothing is allowed" as `false`: an editor then names the key that is not known. */
function takeNoOther(key: string, value: unknown): unknown {
  return key === 'additionalProperties' && JSON.stringify(value) === '{"not":{}}' ? false : value;
}
